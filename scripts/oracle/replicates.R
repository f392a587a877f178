# replicates.R - changes, slopes, dispersions, functions and covariances by replicate weights.  Run in the project's
# root with R survey 4.1-1:
#   Rscript scripts/oracle/replicates.R          writes tests/oracle/replicates.expected.csv
# jkn: made of tests/oracle/years.csv, years drawn apart.  given: tests/oracle/replicates.csv, the same records with
# 30 weights r1 .. r30, drawn once by set.seed(20251125); as.svrepdesign(type = "subbootstrap", replicates = 30),
# columns=draw of this script.
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "fail")
x <- read.csv("tests/oracle/years.csv")
x$h <- paste(x$year, x$stratum)
d <- svydesign(id = ~site, strata = ~h, weights = ~w, data = x, nest = TRUE)
if ("draw" %in% commandArgs(trailingOnly = TRUE)) {
  set.seed(20251125)
  w <- weights(as.svrepdesign(d, type = "subbootstrap", replicates = 30), type = "analysis")
  colnames(w) <- paste0("r", 1:30)
  write.csv(cbind(x[c("year", "stratum", "site", "w", "y", "x", "dom")], signif(w, 8)),
            "tests/oracle/replicates.csv", row.names = FALSE, quote = FALSE, na = "")
}
g <- read.csv("tests/oracle/replicates.csv")
designs <- list(
  jkn = as.svrepdesign(d, type = "JKn", mse = TRUE),
  given = svrepdesign(data = g, weights = ~w, repweights = "^r[0-9]+$", type = "bootstrap", mse = TRUE, scale = 1 / 30,
                      rscales = rep(1, 30),
                      combined.weights = TRUE))
out <- data.frame()
rec <- function(id, value) {
  value <- as.numeric(value)
  if (length(value) > 1) id <- sprintf("%s[%d]", id, seq_along(value))
  out <<- rbind(out, data.frame(id = id, value = sprintf("%.17g", value)))
}
mean_of <- function(w, v) sum((w * v)[!is.na(v)]) / sum(w[!is.na(v)])
for (name in names(designs)) {
  r <- designs[[name]]
  id <- function(what) paste(name, what, sep = ".")
  two <- subset(r, year %in% c(2023, 2024) & !is.na(y))
  for (stat in c("mean", "total")) {
    b <- svyby(~y, ~year, two, if (stat == "mean") svymean else svytotal, covmat = TRUE)
    c <- svycontrast(b, c(-1, 1))
    df <- degf(subset(r, year %in% c(2023, 2024)))
    rec(id(paste0("change.", stat)), c(coef(c), SE(c), df, 2 * pt(-abs(coef(c) / SE(c)), df)))
  }
  f <- svyglm(y ~ I(year - 2021), r)
  s <- summary(f)$coefficients[2, ]
  rec(id("slope"), c(s[1], s[2], f$df.residual, s[4]))
  f <- svyglm(dom ~ I(year - 2021), r, family = quasibinomial(), control = glm.control(epsilon = 1e-14, maxit = 50))
  rec(id("slope.logit"), summary(f)$coefficients[2, 1:2])
  b <- svyby(~y, ~year, subset(r, !is.na(y)), svymean, covmat = TRUE)
  V <- vcov(b); m <- coef(b); X <- cbind(1, c(2021, 2023, 2024) - 2021)
  e <- m - X %*% solve(t(X) %*% solve(V) %*% X, t(X) %*% solve(V) %*% m)
  rec(id("linear.q"), t(e) %*% solve(V) %*% e)
  last <- subset(r, year == 2024 & !is.na(y))
  v <- svyvar(~y, last)
  rec(id("variance"), c(coef(v), SE(v)))
  n <- nrow(last)
  sd <- withReplicates(last, function(w, data) sqrt(n / (n - 1) * sum(w * (data$y - mean_of(w, data$y))^2) / sum(w)))
  rec(id("sd"), c(sd, SE(sd)))
  f <- withReplicates(subset(r, year == 2024), function(w, data) log(mean_of(w, data$y) / mean_of(w, data$x)))
  rec(id("function"), c(f, SE(f)))
  m <- withReplicates(r, function(w, data) c(mean_of(w, data$y), mean_of(w, data$x)))
  rec(id("covariance"), c(vcov(m)))
}
# Calibrated: each year raked to the margins of dom and stratum, the given ones to dom alone (their replicate 5 has no
# weights that give both); totals in tests/cli/replicated.test.
totals <- list("2021" = c(300, 190, 260), "2023" = c(330, 200, 250), "2024" = c(310, 170, 280)) # all, dom 1, N
for (name in names(designs)) {
  r <- designs[[name]]
  whole <- r
  r <- update(r, t = factor(year))
  pop <- unlist(lapply(totals, function(v) c(v[1], v[2], v[3])))
  for (k in seq_along(totals)) {
    v <- as.numeric(names(totals)[k])
    r$variables[[paste0("a", k)]] <- as.numeric(r$variables$year == v)
    r$variables[[paste0("b", k)]] <- as.numeric(r$variables$year == v & r$variables$dom == 1)
    r$variables[[paste0("c", k)]] <- as.numeric(r$variables$year == v & r$variables$stratum == "N")
  }
  names(pop) <- as.vector(sapply(1:3, function(k) paste0(c("a", "b", "c"), k)))
  if (name == "given") pop <- pop[!grepl("c", names(pop))]
  f <- as.formula(paste("~0 +", paste(names(pop), collapse = "+")))
  k <- calibrate(r, f, population = pop, calfun = "raking", epsilon = 1e-11, maxit = 200,
                 compress = FALSE)
  k <- subset(k, !is.na(y))
  for (stat in c("mean", "total")) {
    b <- svyby(~y, ~year, k, if (stat == "mean") svymean else svytotal, covmat = TRUE)
    rec(paste(name, "raked", stat, sep = "."), c(coef(b), SE(b)))
  }
  c <- svycontrast(svyby(~y, ~year, k, svymean, covmat = TRUE), c(0, -1, 1))
  rec(paste(name, "raked.change", sep = "."), c(coef(c), SE(c)))
}
file <- file("tests/oracle/replicates.expected.csv", "w")
writeLines(sprintf("# %s, survey %s", R.version.string, packageVersion("survey")), file)
write.csv(out, file, row.names = FALSE, quote = FALSE)
close(file)
