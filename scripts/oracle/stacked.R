# stacked.R - strata taken whole within domains, and surveys of different designs estimated together.  Run in the
# project's root with R survey 4.1-1:
#   Rscript scripts/oracle/stacked.R          writes tests/oracle/stacked.expected.csv
# The data, tests/oracle/stacked.csv, were drawn once by set.seed(20251125): survey t has strata A, B and C, of which C
# is taken whole (N PSUs = those drawn), survey u is a simple sample of records without fpc.
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "fail")
if ("draw" %in% commandArgs(trailingOnly = TRUE)) {
  set.seed(20251125)
  t <- data.frame(survey = "t", stratum = rep(c("A", "B", "C"), c(20, 15, 12)),
                  psu = c(rep(paste0("a", 1:5), each = 4), rep(paste0("b", 1:5), each = 3), rep(paste0("c", 1:4), each = 3)),
                  N = rep(c(20, 12, 4), c(20, 15, 12)))
  u <- data.frame(survey = "u", stratum = "", psu = "", N = NA, n = 1:18)[1:4]
  x <- rbind(t, u)
  x$w <- round(runif(nrow(x), 2, 9), 2)
  x$y <- ifelse(runif(nrow(x)) < 0.1, NA, round(rnorm(nrow(x), 20, 6), 1))
  x$x <- round(runif(nrow(x), 1, 5), 1)
  x$dom <- sample(1:2, nrow(x), TRUE)
  x$dom[x$stratum == "C" & runif(nrow(x)) < 0.5] <- 3 # only where all PSUs are taken
  write.csv(x, "tests/oracle/stacked.csv", row.names = FALSE, quote = FALSE, na = "")
}
x <- read.csv("tests/oracle/stacked.csv")
out <- data.frame()
rec <- function(id, value) {
  value <- as.numeric(value)
  if (length(value) > 1) id <- sprintf("%s[%d]", id, seq_along(value))
  out <<- rbind(out, data.frame(id = id, value = sprintf("%.17g", value)))
}
u <- x$survey == "u"
x$psu[u] <- paste0("u", seq_len(sum(u)))
x$stratum[u] <- "u"
x$N[u] <- Inf
d <- list(t = svydesign(id = ~psu, strata = ~stratum, weights = ~w, fpc = ~N, data = x[!u, ]),
          tu = svydesign(id = ~psu, strata = ~stratum, weights = ~w, fpc = ~N, data = x))
for (name in names(d)) for (k in 1:3) {
  e <- subset(d[[name]], dom == k)
  v <- subset(e, !is.na(y))
  m <- svymean(~y, v); t <- svytotal(~y, v); r <- svyratio(~y, ~x, v)
  rec(sprintf("%s.%d", name, k), c(coef(m), SE(m), degf(e), coef(t), SE(t), coef(r), SE(r)))
}
file <- file("tests/oracle/stacked.expected.csv", "w")
writeLines(sprintf("# R %s, survey %s", getRversion(), packageVersion("survey")), file)
write.csv(out, file, row.names = FALSE, quote = FALSE)
close(file)
