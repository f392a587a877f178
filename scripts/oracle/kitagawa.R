# kitagawa.R - a change split into mix and within, standardised means, lines through yearly means.  Run in the project's root with
# R survey 4.1-1:
#   Rscript scripts/oracle/kitagawa.R      writes tests/oracle/kitagawa.expected.csv
# The data, tests/oracle/kitagawa.csv, were drawn once with set.seed(20240801): three types, two years, six sites a stratum.
# Everything is a function of svymean's shares and svyby-like domain means with their full covariance (svycontrast); the standard
# error of the total is svyby's.  The jackknife (JKn) of the whole computation is printed beside: it must be near, not equal.
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "fail")
out <- data.frame()
rec <- function(id, value) {
  value <- as.numeric(value)
  if (length(value) > 1) id <- sprintf("%s[%d]", id, seq_along(value))
  out <<- rbind(out, data.frame(id = id, value = sprintf("%.17g", value)))
}
x <- read.csv("tests/oracle/kitagawa.csv")
types <- c("family", "couple", "group")

# n and y of each year and type as columns: all else is a function of their 12 totals
prepared <- function(d, over = FALSE) {
  for (yr in c(2023, 2024)) for (g in types) {
    k <- paste0(substr(g, 1, 1), yr)
    d$variables[[paste0("n", k)]] <- with(d$variables, ifelse(year == yr & type == g & !is.na(y), if (over) x else 1, 0))
    d$variables[[paste0("y", k)]] <- with(d$variables, ifelse(year == yr & type == g & !is.na(y), y, 0))
  }
  d
}
keys <- as.vector(outer(c("n", "y"), as.vector(outer(c("f", "c", "g"), c(2023, 2024), paste0)), paste0))
p <- function(k, t) sprintf("(n%s%d / (nf%d + nc%d + ng%d))", k, t, t, t, t)
m <- function(k, t) sprintf("(yK%d / nK%d)", t, t) |> gsub(pattern = "K", replacement = k)
M <- function(t) sprintf("((yf%d + yc%d + yg%d) / (nf%d + nc%d + ng%d))", t, t, t, t, t, t)
mix <- function(k) sprintf("(%s - %s) * ((%s + %s) / 2 - (%s + %s) / 2)", p(k, 2024), p(k, 2023), m(k, 2024), m(k, 2023), M(2024), M(2023))
within <- function(k) sprintf("(%s - %s) * (%s + %s) / 2", m(k, 2024), m(k, 2023), p(k, 2024), p(k, 2023))
expression_of <- function(text) parse(text = text)[[1]]
kinds <- c("f", "c", "g")
sum_of <- function(f) paste(sapply(kinds, f), collapse = " + ")
held <- function(k, base) if (base == "average") sprintf("((%s + %s) / 2)", p(k, 2023), p(k, 2024)) else p(k, 2023)
standard <- function(t, base) sum_of(function(k) sprintf("%s * %s", held(k, base), m(k, t)))
effects <- c(list(total = sprintf("%s - %s", M(2024), M(2023)), mix = sum_of(mix), within = sum_of(within)),
             setNames(lapply(kinds, mix), paste0("mix.", kinds)), setNames(lapply(kinds, within), paste0("within.", kinds)),
             list(average.2023 = standard(2023, "average"), average.2024 = standard(2024, "average"),
                  first.2023 = standard(2023, "first"), first.2024 = standard(2024, "first")))
run <- function(name, d) {
  t <- svytotal(reformulate(keys), d)
  for (e in names(effects)) {
    r <- do.call(svycontrast, list(t, expression_of(effects[[e]])), quote = TRUE)
    rec(paste(name, e, sep = "."), c(coef(r), SE(r)))
  }
  j <- sapply(effects[c("total", "mix", "within")], function(e)
    SE(withReplicates(as.svrepdesign(d, type = "JKn", mse = TRUE), function(w, data)
      eval(expression_of(e), as.list(colSums(w * as.matrix(data[, keys])))))))
  taylor <- sapply(c("total", "mix", "within"), function(e) as.numeric(out$value[out$id == paste0(name, ".", e, "[2]")]))
  cat(sprintf("%-12s Taylor %s  JKn %s\n", name, paste(format(taylor, digits = 4), collapse = " "), paste(format(j, digits = 4), collapse = " ")))
  stopifnot(abs(j / taylor - 1) < .1)
}
design <- function(pooled, data = x) {
  data$h <- if (pooled) data$stratum else paste(data$year, data$stratum)
  svydesign(id = ~site, strata = ~h, weights = ~w, data = data, nest = TRUE)
}
run("independent", prepared(design(FALSE)))
run("panel", prepared(design(TRUE)))
run("ratio", prepared(design(FALSE), TRUE))

# The total is svyby's change
b <- svyby(~y, ~year, subset(design(TRUE), !is.na(y)), svymean, covmat = TRUE)
stopifnot(isTRUE(all.equal(as.numeric(SE(svycontrast(b, c(-1, 1)))), as.numeric(out$value[out$id == "panel.total[2]"]))))

# Lines through the three years of years.csv: contrast, parabola, generalised least squares; relative change
z <- read.csv("tests/oracle/years.csv")
k <- subset(z, kept == 1)
lines_of <- function(name, d) {
  b <- svyby(~y, ~year, subset(d, !is.na(y)), svymean, covmat = TRUE)
  t <- c(2021, 2023, 2024); v <- vcov(b); X <- cbind(1, t - mean(t)); mu <- coef(b)
  line <- svycontrast(b, X[, 2] / sum(X[, 2]^2)); rec(paste0(name, ".contrast"), c(coef(line), SE(line)))
  q <- unname(residuals(lm(I((t - mean(t))^2) ~ t))); curve <- svycontrast(b, q / sum(q^2)); rec(paste0(name, ".quadratic"), c(coef(curve), SE(curve)))
  gls <- function(v) {
    a <- solve(t(X) %*% solve(v) %*% X); beta <- a %*% t(X) %*% solve(v) %*% mu; r <- mu - X %*% beta
    Q <- t(r) %*% solve(v) %*% r
    c(beta[2], sqrt(a[2, 2]), Q, 1, pchisq(Q, 1, lower.tail = FALSE))
  }
  rec(paste0(name, ".gls"), gls(v)); rec(paste0(name, ".wls"), gls(diag(diag(v))))
  rel <- svycontrast(b, quote(`2024` / `2023` - 1)); lr <- svycontrast(b, quote(log(`2024` / `2023`)))
  rec(paste0(name, ".relative"), c(coef(rel), SE(rel), coef(lr), SE(lr)))
  g <- svyglm(I(y > 5) ~ I(year - 2021), d, family = quasibinomial(), control = list(epsilon = 1e-14, maxit = 100))
  s <- summary(g)$coefficients[2, ]; rec(paste0(name, ".logit"), c(s[1], s[2], s[4], g$df.residual))
}
lines_design <- function(data, pooled) {
  data$h <- if (pooled) data$stratum else paste(data$year, data$stratum)
  svydesign(id = ~site, strata = ~h, weights = ~w, data = data, nest = TRUE)
}
lines_of("apart", lines_design(z, FALSE))
lines_of("kept", lines_design(k, TRUE))
file <- file("tests/oracle/kitagawa.expected.csv", "w")
writeLines(sprintf("# R %s, survey %s", getRversion(), packageVersion("survey")), file)
write.csv(out, file, row.names = FALSE, quote = FALSE)
close(file)
cat(nrow(out), "values; R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
