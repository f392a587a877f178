# tests.R - tests of differences on four designs drawn at random: groups that share sites, domains that overlap, a part
# and its whole, ranks, tables.  Run in the project's root with R survey 4.1-1:
#   Rscript scripts/oracle/tests.R          writes tests/oracle/tests.expected.csv
# The data, tests/oracle/tests.csv, were drawn once with set.seed(20251125): d2 has finite populations, d3 weights of
# zero, d4 one stratum.  Values are R survey's, but for those of ids "midrank": R's ranks of ties hang on the order of
# records, these are the weight below and half the weight of the tie, compared by svyttest.
suppressPackageStartupMessages(library(survey))
all <- read.csv("tests/oracle/tests.csv", na.strings = "")
out <- data.frame()
rec <- function(id, value) {
  value <- as.numeric(value)
  if (length(value) > 1) id <- sprintf("%s[%d]", id, seq_along(value))
  out <<- rbind(out, data.frame(id = id, value = sprintf("%.17g", value)))
}
t4 <- function(t) c(t$estimate, t$statistic, t$parameter, t$p.value)
midrank <- function(y, w) sapply(y, function(v) sum(w[y < v]) + sum(w[y == v]) / 2)
for (d in unique(all$design)) {
  id <- function(...) paste(d, ..., sep = ".")
  x <- subset(all, design == d)
  D <- svydesign(id = ~psu, strata = ~stratum, weights = ~w, fpc = if (d == "d2") ~N else NULL, data = x, nest = TRUE)
  two <- subset(D, g != "c")
  rec(id("ttest"), t4(svyttest(x ~ I(g == "b"), two)))
  rec(id("ttest.y"), t4(svyttest(y ~ I(g == "b"), subset(two, !is.na(y)))))
  rec(id("one"), t4(svyttest(I(x - 10) ~ 0, D)))
  rec(id("paired"), t4(svyttest(I(x - y) ~ 0, subset(D, !is.na(y)))))
  # domains g = a and k = 1 overlap
  O <- update(D, a = as.numeric(g == "a"), one = 1 + 0 * x)
  t <- svytotal(~I(a * x) + a + I(k * x) + k + x + one, O)
  r <- svycontrast(t, quote(`I(a * x)` / a - `I(k * x)` / k)); rec(id("overlap"), c(coef(r), SE(r)))
  r <- svycontrast(t, quote(`I(a * x)` / a - x / one)); rec(id("whole"), c(coef(r), SE(r)))
  r <- svycontrast(t, quote(`I(a * x)` - (x - `I(a * x)`))); rec(id("rest.total"), c(coef(r), SE(r)))
  rec(id("rest"), t4(svyttest(x ~ I(g == "a"), D)))
  f <- regTermTest(svyglm(x ~ factor(g), D), ~factor(g)); rec(id("wald"), c(f$Ftest, f$df, f$ddf, f$p))
  b <- svyby(~x, ~g, D, svymean, covmat = TRUE)
  r <- svycontrast(b, c(1, -2, 1) / 2); rec(id("contrast"), c(coef(r), SE(r)))
  Y <- subset(D, !is.na(y)); Y2 <- subset(two, !is.na(y))
  for (k in c("wilcoxon", "vanderWaerden", "median")) {
    rec(id("rank", k), t4(svyranktest(y ~ g, Y2, test = k)))
    # survey names the statistic the parameter and the number of differences the statistic
    r <- svyranktest(y ~ g, Y, test = k)
    rec(id("ranks", k), c(r$parameter / r$statistic, r$statistic, r$ddf, r$p.value))
  }
  m <- update(Y2, s = midrank(y, weights(Y2)) / sum(weights(Y2)))
  rec(id("midrank"), t4(svyttest(s ~ I(g == "b"), m)))
  T <- subset(D, w > 0)
  for (s in c("F", "Wald", "adjWald")) {
    r <- svychisq(~g + r, T, statistic = s); rec(id("chisq", s), c(r$statistic, r$parameter, r$p.value))
  }
  r <- svychisq(~g + r, T, statistic = "Chisq"); rec(id("chisq.Chisq"), c(r$statistic, r$parameter, r$p.value))
}
# An empty cell: r4 of group c taken out of d1
T <- subset(svydesign(id = ~psu, strata = ~stratum, weights = ~w, data = subset(all, design == "d1"), nest = TRUE), !(g == "c" & r %in% c("r4", "r1")))
r <- svychisq(~g + r, T, statistic = "F"); rec("empty.F", c(r$statistic, r$parameter, r$p.value))
file <- file("tests/oracle/tests.expected.csv", "w")
writeLines(sprintf("# R %s, survey %s", getRversion(), packageVersion("survey")), file)
write.csv(out, file, row.names = FALSE, quote = FALSE)
close(file)
cat(nrow(out), "values; R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
