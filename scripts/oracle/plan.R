# plan.R - what past waves say about a design, and what another one detects.  Run in the project's root with R survey 4.1-1:
#   Rscript scripts/oracle/plan.R       writes tests/oracle/plan.expected.csv, from tests/oracle/kitagawa.csv
# Variances are svymean's, S^2 svyvar's; the terms of deff and the plan are Kish's and Gabler's formulas written out.
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "fail")
x <- read.csv("tests/oracle/kitagawa.csv")
out <- data.frame()
rec <- function(id, value) {
  value <- as.numeric(value)
  if (length(value) > 1) id <- sprintf("%s[%d]", id, seq_along(value))
  out <<- rbind(out, data.frame(id = id, value = sprintf("%.17g", value)))
}
x$h <- paste(x$year, x$stratum)
design <- svydesign(id = ~site, strata = ~h, weights = ~w, data = x, nest = TRUE)
field <- function(name, inside) {
  waves <- t(sapply(c(2023, 2024), function(yr) {
    d <- subset(design, year == yr & inside & !is.na(y)); v <- d$variables; w <- weights(d)
    all <- subset(design, year == yr & inside)
    n <- nrow(v); m <- tapply(rep(1, n), paste(v$h, v$site), sum); ws <- tapply(w, paste(v$h, v$site), sum)
    c(n = n, sites = length(m), strata = length(unique(paste(all$variables$h, all$variables$site))) - degf(all),
      mean = coef(svymean(~y, d)), S2 = coef(svyvar(~y, d)), V = SE(svymean(~y, d))^2,
      kish = n * sum(w^2) / sum(w)^2, b = sum(ws^2) / sum(w^2), m = sum(m), m2 = sum(m^2))
  }))
  colnames(waves) <- c("n", "sites", "strata", "mean", "S2", "V", "kish", "b", "m", "m2")
  w <- as.data.frame(waves); s <- w$S2 / w$n
  f <- list(n = mean(w$n), sites = mean(w$sites), strata = mean(w$strata), take = sum(w$m2) / sum(w$m),
            estimate = weighted.mean(w$mean, w$n), variance = weighted.mean(w$S2, w$n), deff = sum(w$V) / sum(s),
            weighting = sum(s * w$kish) / sum(s), cluster = sum(s * w$b) / sum(s))
  raw <- (f$deff / f$weighting - 1) / (f$cluster - 1); f$rho <- min(max(raw, 0), 1)
  rec(paste0(name, ".field"), unlist(f)); cat(name, "rho", raw, "\n")
  f
}
plan <- function(name, f, take, sites, interviews, kept, level = .95, power = .8) {
  b <- 1 + (f$cluster - 1) * (interviews * take - 1) / (take - 1); d <- 1 + (b - 1) * f$rho
  n <- f$n * sites * interviews; v <- f$variance * f$weighting * d / n; S <- f$sites * sites
  df <- (2 - kept) * S - (if (kept > 0) 1 else 2) * f$strata
  se <- sqrt(2 * v * (1 - kept * b * f$rho / d)); a <- (1 + level) / 2
  D <- (qt(a, df) + qt(power, df)) * se
  pw <- function(c) pt(c / se - qt(a, df), df) + pt(-c / se - qt(a, df), df)
  rec(name, c(n, f$weighting * d, df, qt(a, S - f$strata) * sqrt(v), se, D, pw(D / 2)))
}
all <- field("all", rep(TRUE, nrow(x)))
family <- field("family", x$type == "family")
plan("all.now", all, all$take, 1, 1, 0)
plan("all.sites", all, all$take, 1.5, 1, 0)
plan("all.interviews", all, all$take, 1, 2, 0)
plan("all.kept", all, all$take, 1, 1, .5)
plan("all.other", all, all$take, 2, 1.5, 1, .9, .9)
plan("family.interviews", family, all$take, 1, 2, 0)
file <- file("tests/oracle/plan.expected.csv", "w")
writeLines(sprintf("# R %s, survey %s", getRversion(), packageVersion("survey")), file)
write.csv(out, file, row.names = FALSE, quote = FALSE)
close(file)
cat(nrow(out), "values; R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
