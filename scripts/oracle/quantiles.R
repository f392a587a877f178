# quantiles.R - quantiles by domain with blanks, lonely strata and two stages.  Run in the project's root with R
# survey 4.1-1:
#   Rscript scripts/oracle/quantiles.R        writes tests/oracle/quantiles.expected.csv
# Where the estimate's share is that of all answers, or no survey version is right (p below the first share), the
# test says what is expected.
suppressPackageStartupMessages(library(survey))
x <- read.csv("tests/oracle/designs.csv")
out <- data.frame()
rec <- function(id, value) out <<- rbind(out, data.frame(id = sprintf("%s[%d]", id, seq_along(value)), value = sprintf("%.17g", value)))
quantiles <- function(id, design, item) for (rule in c("math", "school")) for (p in c(.25, .5, .75, .9)) {
  # blanks leave the item, not the design: degrees of freedom are those of the whole
  answered <- subset(design, !is.na(design$variables[[item]]))
  q <- suppressWarnings(svyquantile(as.formula(paste0("~", item)), answered, p, qrule = rule, interval.type = "mean", df = degf(design)))
  rec(sprintf("%s.%s.%s.p%s", id, item, rule, p), as.numeric(q[[1]])[1:4])
}
one <- svydesign(id = ~psu, strata = ~stratum, weights = ~w, data = x, nest = TRUE)
two <- svydesign(id = ~psu + ssu, strata = ~stratum, weights = ~w, fpc = ~N1 + N2, data = x, nest = TRUE)
for (o in c("adjust", "remove")) {
  options(survey.lonely.psu = o)
  for (item in c("y", "x")) {
    quantiles(paste0(o, ".all"), one, item)
    quantiles(paste0(o, ".dom"), subset(one, dom == 1), item)
    quantiles(paste0("two.", o, ".all"), two, item)
    quantiles(paste0("two.", o, ".dom"), subset(two, dom == 1), item)
  }
}
file <- file("tests/oracle/quantiles.expected.csv", "w")
writeLines(sprintf("# R %s, survey %s", getRversion(), packageVersion("survey")), file)
write.csv(out, file, row.names = FALSE, quote = FALSE)
close(file)
cat(nrow(out), "values; R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
