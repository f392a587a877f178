# years.R - change and slope over several years, with sites kept or renewed.  Run in the project's root
# with R survey 4.1-1:
#   Rscript scripts/oracle/years.R          writes tests/oracle/years.expected.csv
# The data, tests/oracle/years.csv, were drawn once with set.seed(20240716).  Ids of kind REF are formulas
# of their own; the others are values of R survey.
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "fail")
x <- read.csv("tests/oracle/years.csv")
out <- data.frame()
rec <- function(id, value) {
  value <- as.numeric(value)
  if (length(value) > 1) id <- sprintf("%s[%d]", id, seq_along(value))
  out <<- rbind(out, data.frame(id = id, value = sprintf("%.17g", value)))
}
design <- function(data, pooled = FALSE, fpc = NULL) {
  data$h <- if (pooled) data$stratum else paste(data$year, data$stratum)
  svydesign(id = ~site, strata = ~h, weights = ~w, fpc = fpc, data = data, nest = TRUE)
}
slope <- function(id, d) {
  g <- svyglm(y ~ I(year - 2021), d)
  s <- summary(g)$coefficients[2, ]
  rec(id, c(s[1], s[2], g$df.residual, s[4]))
}
change <- function(id, d, stat, formula = ~y) {
  d <- subset(d, year %in% c(2023, 2024) & !is.na(y))
  b <- svyby(formula, ~year, d, stat, covmat = TRUE)
  c <- svycontrast(b, c(-1, 1))
  rec(id, c(coef(c), SE(c)))
}
years <- design(x)
slope("independent", years)
slope("independent.dom", subset(years, dom == 1))
slope("pooled", design(x, TRUE))
# Sites that answered nothing leave the df
slope("blank", design(transform(x, y = ifelse(site %in% c("N1a", "S4b"), NA, y))))
change("change.independent", years, svymean)
change("change.independent.total", years, svytotal)

# All sites kept: the panel is one design with the PSUs in common
kept <- subset(x, kept == 1)
slope("kept", design(kept, TRUE))
slope("kept.fpc", design(kept, TRUE, ~n_sites))
slope("kept.dom", subset(design(kept, TRUE), dom == 1))
change("change.kept", design(kept, TRUE), svymean)
change("change.kept.fpc", design(kept, TRUE, ~n_sites), svymean)
change("change.kept.dom", subset(design(kept, TRUE), dom == 1), svymean)
change("change.kept.total", design(kept, TRUE), svytotal)

# REF: part of the sites kept, V = V1 + V2 - 2 sum_h n_c s12, sites without rows of the domain as 0
partial <- function(id, data, in_domain) {
  z <- function(yr) {
    d <- data[data$year == yr, ]
    ok <- in_domain(d) & !is.na(d$y)
    u <- ifelse(ok, d$w * (d$y - weighted.mean(d$y[ok], d$w[ok])), 0) / sum(d$w[ok])
    list(z = tapply(u, d$site, sum), h = tapply(d$stratum, d$site, `[`, 1))
  }
  a <- z(2023); b <- z(2024); v <- 0; common <- 0
  for (h in unique(a$h)) {
    za <- a$z[a$h == h]; zb <- b$z[b$h == h]; k <- intersect(names(za), names(zb))
    v <- v + length(za) * var(za) + length(zb) * var(zb) - 2 * length(k) * cov(za[k], zb[k])
    common <- common + length(k)
  }
  n <- function(s) length(unique(s))
  rows <- subset(data, year %in% c(2023, 2024) & in_domain(data))
  rec(id, c(sqrt(v), n(rows$site) - n(rows$stratum)))
}
partial("change.partial", x, function(d) rep(TRUE, nrow(d)))
partial("change.partial.dom", x, function(d) d$dom == 1)
file <- file("tests/oracle/years.expected.csv", "w")
writeLines(sprintf("# R %s, survey %s", getRversion(), packageVersion("survey")), file)
write.csv(out, file, row.names = FALSE, quote = FALSE)
close(file)
cat(nrow(out), "values; R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
