# missing.R - shares whose base includes kinds of no answer.  Run in the project's root with R survey 4.1-1:
#   Rscript scripts/oracle/missing.R          writes tests/oracle/missing.expected.csv
# The data, tests/oracle/missing.csv, were drawn once by set.seed(20251126) ("draw"): strata, sites, weights, an item
# whose answers may be a kind of no answer (nsp = don't know, ref = refused, nc = not applicable, blank), asked only where
# f = y; g is a domain, blank for some.
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "adjust")
if ("draw" %in% commandArgs(trailingOnly = TRUE)) {
  set.seed(20251126)
  n <- 240
  psu <- sample(1:16, n, TRUE)
  x <- data.frame(stratum = paste0("s", psu %% 3), psu = paste0("p", psu), w = round(runif(n, 1, 7), 2),
                  year = sample(2023:2024, n, TRUE), f = sample(c("y", "n"), n, TRUE, c(.7, .3)),
                  g = sample(c("g1", "g2", ""), n, TRUE, c(.5, .4, .1)))
  x$w[sample(n, 6)] <- 0
  x$q <- sample(c("a", "b", "c", "nsp", "ref", "nc", ""), n, TRUE, c(.3, .25, .15, .1, .06, .08, .06))
  x$q[x$f == "n"] <- ""
  write.csv(x, "tests/oracle/missing.csv", row.names = FALSE, quote = FALSE)
}
x <- read.csv("tests/oracle/missing.csv", colClasses = c(q = "character", g = "character"))
x$kind <- ifelse(x$f == "n", "not_asked", c(a = "a", b = "b", c = "c", nsp = "dont_know", ref = "refused",
                                            nc = "not_applicable")[x$q])
x$kind[is.na(x$kind)] <- "blank"
out <- data.frame()
rec <- function(id, value) out <<- rbind(out, data.frame(id = id, value = sprintf("%.17g", as.numeric(value))))
d <- svydesign(id = ~psu, strata = ~stratum, weights = ~w, data = x, nest = TRUE)
choices <- c("a", "b", "c")
sets <- list(none = NULL, dk = "dont_know", dkr = c("dont_know", "refused"),
             asked = c("blank", "dont_know", "refused", "not_applicable"),
             all = c("blank", "dont_know", "refused", "not_applicable", "not_asked"))
shares <- function(id, e, kinds) {
  levels <- c(choices, kinds)
  v <- subset(e, kind %in% levels)
  m <- svymean(~factor(kind, levels = levels), v)
  for (k in seq_along(levels)) {
    rec(sprintf("%s.%s.estimate", id, levels[k]), coef(m)[k])
    rec(sprintf("%s.%s.se", id, levels[k]), SE(m)[k])
  }
  rec(sprintf("%s.n", id), sum(v$variables$w > 0))
}
for (s in names(sets)) {
  shares(sprintf("%s.all", s), d, sets[[s]])
  for (k in c("g1", "g2")) shares(sprintf("%s.%s", s, k), subset(d, g == k), sets[[s]])
  for (k in 2023:2024) shares(sprintf("%s.%s", s, k), subset(d, year == k), sets[[s]])
}
shares("dk.blank", subset(d, g == ""), "dont_know")
counted <- subset(x, w > 0)
for (k in c("blank", "dont_know", "refused", "not_applicable", "not_asked")) {
  rec(sprintf("count.all.%s", k), sum(counted$kind == k))
  for (j in c("g1", "g2")) rec(sprintf("count.%s.%s", j, k), sum(counted$kind == k & counted$g == j))
}
file <- file("tests/oracle/missing.expected.csv", "w")
writeLines(sprintf("# R %s, survey %s", getRversion(), packageVersion("survey")), file)
write.csv(out, file, row.names = FALSE, quote = FALSE)
close(file)
