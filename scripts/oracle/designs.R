# designs.R - designs that the small data sets do not hold: strata with second stages, lonely units
# within domains, blanks.  Run in the project's root with R survey 4.1-1:
#   Rscript scripts/oracle/designs.R          writes tests/oracle/designs.expected.csv
# The data, tests/oracle/designs.csv, were drawn once with sample(), round() and set.seed(20240715).
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "fail")
x <- read.csv("tests/oracle/designs.csv")
out <- data.frame()
rec <- function(id, value) {
  value <- as.numeric(value)
  if (length(value) > 1) id <- sprintf("%s[%d]", id, seq_along(value))
  out <<- rbind(out, data.frame(id = id, value = sprintf("%.17g", value)))
}
both <- function(id, stat) rec(id, c(coef(stat), SE(stat)))
one <- svydesign(id = ~psu, strata = ~stratum, weights = ~w, data = x, nest = TRUE)
two <- svydesign(id = ~psu + ssu, strata = ~stratum, weights = ~w, fpc = ~N1 + N2, data = x, nest = TRUE)

# A domain that leaves the lonely stratum out is estimable under "fail"
both("fail.away.mean", svymean(~y, subset(one, away == 1), na.rm = TRUE))
# So is an item that nobody answered there
both("fail.blank.mean", svymean(~ifelse(stratum == "C", NA, y), one, na.rm = TRUE))
for (o in c("remove", "adjust", "average")) {
  options(survey.lonely.psu = o)
  d <- subset(one, dom == 1)
  both(paste0(o, ".all.mean"), svymean(~y, one, na.rm = TRUE))
  both(paste0(o, ".dom.mean"), svymean(~y, d, na.rm = TRUE))
  both(paste0(o, ".dom.ratio"), svyratio(~y, ~x, d, na.rm = TRUE))
  both(paste0(o, ".away.mean"), svymean(~y, subset(one, away == 1), na.rm = TRUE))
  both(paste0(o, ".part.mean"), svymean(~y, subset(one, stratum %in% c("A", "C")), na.rm = TRUE))
  # totals under "adjust": survey before 4.2 centres at 0
  if (o != "adjust") both(paste0(o, ".dom.total"), svytotal(~y, d, na.rm = TRUE))
}
# Two stages with fpc at both; some PSUs have a single second-stage unit
for (o in c("remove", "adjust")) {
  options(survey.lonely.psu = o)
  d <- subset(two, dom == 1)
  both(paste0("two.", o, ".mean"), svymean(~y, two, na.rm = TRUE))
  both(paste0("two.", o, ".dom.mean"), svymean(~y, d, na.rm = TRUE))
  both(paste0("two.", o, ".dom.ratio"), svyratio(~y, ~x, d, na.rm = TRUE))
  if (o == "remove") both("two.remove.dom.total", svytotal(~y, d, na.rm = TRUE))
}
d <- subset(one, dom == 1)
rec("dom.degf", degf(d))
rec("dom.deff", deff(svymean(~y, subset(d, !is.na(y)), deff = "replace")))
rec("dom.cov", vcov(svymean(~y + x, subset(d, !is.na(y))))[1, 2])

file <- file("tests/oracle/designs.expected.csv", "w")
writeLines(sprintf("# R %s, survey %s", getRversion(), packageVersion("survey")), file)
write.csv(out, file, row.names = FALSE, quote = FALSE)
close(file)
cat(nrow(out), "values; R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
