# functions.R - variances, functions of estimates, separate ratios, quantiles by each interval.  Run in the project's
# root with R survey 4.1-1:
#   Rscript scripts/oracle/functions.R        writes tests/oracle/functions.expected.csv
# Data: tests/oracle/designs.csv, with its lonely stratum under "remove" ("adjust" takes each ratio's own grand mean).
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "remove")
x <- read.csv("tests/oracle/designs.csv")
out <- data.frame()
rec <- function(id, value) {
  value <- as.numeric(value)
  if (length(value) > 1) id <- sprintf("%s[%d]", id, seq_along(value))
  out <<- rbind(out, data.frame(id = id, value = sprintf("%.17g", value)))
}
both <- function(id, stat) rec(id, c(coef(stat), SE(stat)))
d <- svydesign(id = ~psu, strata = ~stratum, weights = ~w, data = x, nest = TRUE)
dom <- subset(d, dom == 1)

# Variance of the answers, and its root by the delta method.  svyvar(na.rm = TRUE) counts the blanks in its n: the
# records that answered are a domain here
for (w in c("all", "dom")) {
  v <- svyvar(~y, subset(if (w == "all") d else dom, !is.na(y)))
  both(paste0(w, ".variance"), v)
  s <- as.numeric(coef(v))
  rec(paste0(w, ".sd"), c(sqrt(s), SE(v) / (2 * sqrt(s))))
}
rec("all.variance.ci", {v <- svyvar(~y, subset(d, !is.na(y))); as.numeric(coef(v)) + c(-1, 1) * qt(.975, degf(d)) * as.numeric(SE(v))})

# Functions of two means over the records that answered both
b <- subset(d, !is.na(y) & !is.na(x))
m <- svymean(~y + x, b)
f <- function(id, e) both(id, svycontrast(m, e))
f("f.ratio", quote(y / x))
f("f.product", quote(y * x))
f("f.difference", quote(2 * y - x + 1))
f("f.log", quote(log(y)))
f("f.exp", quote(exp(-y / 10)))
f("f.sqrt", quote(sqrt(y^2 + x^2)))
f("f.power", quote(y^x))
f("f.logit", quote(log(y / 10 / (1 - y / 10))))
f("f.tower", quote(2^x^0.5))

# A separate ratio: strata with known totals of the denominator
s <- svyratio(~y, ~x, subset(b, stratum != "C"), separate = TRUE)
p <- predict(s, total = list(A = 120, B = 300, D = 200))
rec("separate.total", c(p$total, p$se))
rec("separate.ratio", c(p$total, p$se) / 620)

# Quantiles by each interval
for (p in c(.25, .5, .75)) for (t in c("mean", "beta", "xlogit", "asin")) {
  q <- svyquantile(~x, b, p, qrule = "math", interval.type = t)
  rec(sprintf("q.%s.%g", t, p), as.numeric(q[[1]])[1:4])
}

con <- file("tests/oracle/functions.expected.csv", "w")
writeLines(sprintf("# R %s, survey %s", getRversion(), packageVersion("survey")), con)
write.table(out, con, sep = ",", quote = FALSE, row.names = FALSE)
close(con)
