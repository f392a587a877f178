# models.R - regressions and key drivers on three designs: strata, strata with fpc, two stages with fpc at both; a domain
# that leaves a PSU empty, missing answers, weights of zero.  Run in the project's root with R survey 4.1-1:
#   Rscript scripts/oracle/models.R          writes tests/oracle/models.expected.csv
# The data, tests/oracle/models.csv, were drawn once with set.seed(20241203).
# Logits: ".exact" until nothing moves (glm.control(epsilon = 1e-14)), ".glm" as glm() stops unless told otherwise.
# LMG shares are a loop over lm(); their errors are withReplicates() over JKn about the full sample.
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "adjust")
all <- read.csv("tests/oracle/models.csv", na.strings = "")
out <- data.frame()
rec <- function(id, value) {
  value <- as.numeric(value)
  if (length(value) > 1) id <- sprintf("%s[%d]", id, seq_along(value))
  out <<- rbind(out, data.frame(id = id, value = sprintf("%.17g", value)))
}
table <- function(id, g) {
  s <- summary(g)$coefficients
  for (j in 1:4) rec(paste(id, c("est", "se", "t", "p")[j], sep = "."), s[, j])
  rec(paste0(id, ".df"), g$df.residual)
}
wald <- function(id, g, term) { r <- regTermTest(g, term); rec(id, c(r$Ftest, r$df, r$ddf, r$p)) }
exact <- glm.control(epsilon = 1e-14, maxit = 100)
lmg <- function(x, w, vars) {
  r2 <- function(v) if (length(v) == 0) 0 else { x$.w <- w; summary(lm(reformulate(v, "y"), x, weights = .w))$r.squared }
  p <- length(vars)
  sapply(seq_len(p), function(j) {
    others <- vars[-j]
    sum(sapply(0:(2^(p - 1) - 1), function(m) {
      s <- others[bitwAnd(m, 2^(0:(p - 2))) > 0]
      factorial(length(s)) * factorial(p - length(s) - 1) / factorial(p) * (r2(c(s, vars[j])) - r2(s))
    }))
  })
}
for (name in c("one", "fpc", "two")) {
  x <- all[all$design == name, ]
  D <- switch(name,
    one = svydesign(id = ~psu, strata = ~stratum, weights = ~w, data = x, nest = TRUE),
    fpc = svydesign(id = ~psu, strata = ~stratum, weights = ~w, fpc = ~N1, data = x, nest = TRUE),
    two = svydesign(id = ~psu + ssu, strata = ~stratum, weights = ~w, fpc = ~N1 + N2, data = x, nest = TRUE))
  S <- update(subset(D, dom == 1), f = factor(f))
  g <- svyglm(y ~ x1 + x2 + f, S)
  table(paste0(name, ".lm"), g)
  wald(paste0(name, ".lm.wald"), g, ~f)
  ok <- complete.cases(x[, c("y", "x1", "x2", "f")]) & x$dom == 1 & x$w > 0
  rec(paste0(name, ".lm.r2"), summary(lm(y ~ x1 + x2 + f, x[ok, ], weights = w))$r.squared)
  S2 <- update(S, f = relevel(f, ref = "b"))
  rec(paste0(name, ".lm.ref_b"), coef(svyglm(y ~ x1 + x2 + f, S2)))
  for (how in c("exact", "glm")) {
    control <- if (how == "exact") exact else glm.control()
    table(paste(name, how, sep = "."), suppressWarnings(svyglm(b ~ x1 + x2 + f, S, family = quasibinomial(), control = control)))
  }
  g <- suppressWarnings(svyglm(b ~ x1 + x2 + f, S, family = quasibinomial(), control = exact))
  wald(paste0(name, ".exact.wald"), g, ~f)
  # svypredmeans() takes no missing answer but in the factor itself;
  # the order of the levels is fixed, not that of their appearance; update() keeps the control
  A <- suppressWarnings(svyglm(b ~ x1 + x2, subset(S, !is.na(b) & !is.na(x1) & !is.na(x2)), family = quasibinomial(), control = exact))
  m <- suppressWarnings(svypredmeans(A, ~f, predictat = factor(c("a", "b", "c"))))
  rec(paste0(name, ".means.logit"), c(coef(m), SE(m)))
  m <- svypredmeans(svyglm(y ~ x1 + x2, subset(S, !is.na(y) & !is.na(x1) & !is.na(x2))), ~f, predictat = factor(c("a", "b", "c")))
  rec(paste0(name, ".means.lm"), c(coef(m), SE(m)))
  vars <- c("x1", "x2", "x3", "x4")
  R <- if (name == "two") NULL else as.svrepdesign(D, type = "JKn", compress = FALSE, mse = TRUE)
  d <- x[x$dom == 1 & complete.cases(x[, c("y", vars)]) & x$w > 0, ]
  rec(paste0(name, ".lmg"), lmg(d, d$w, vars))
  rec(paste0(name, ".lmg.unweighted"), lmg(d, rep(1, nrow(d)), vars))
  if (!is.null(R)) {
    V <- withReplicates(R, function(w, data) {
      k <- data$dom == 1 & complete.cases(data[, c("y", vars)]) & w > 0
      lmg(data[k, ], w[k], vars)
    })
    rec(paste0(name, ".lmg.se"), SE(V))
  }
}
file <- file("tests/oracle/models.expected.csv", "w")
writeLines(sprintf("# R %s, survey %s", getRversion(), packageVersion("survey")), file)
write.csv(out, file, row.names = FALSE, quote = FALSE)
close(file)
cat(nrow(out), "values; R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
