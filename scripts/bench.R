# bench.R - what R survey takes for the means that scripts/bench asks of vigie: Rscript bench.R FILE OUT
# One svyby call per item, on the subset of its valid answers; two items are timed (svyby alone, neither reading nor
# svydesign nor subset) and multiplied by ten.  Prints the seconds; OUT gets the two items' means and standard errors.
suppressPackageStartupMessages(library(survey))
args <- commandArgs(trailingOnly = TRUE)
d <- read.csv(args[1], colClasses = c(stratum = "character", psu = "character", customer_type = "character"))
d <- d[, c("year", "stratum", "psu", "weight", "customer_type", "item1", "item2")]
options(survey.lonely.psu = "adjust")
d$st <- paste(d$year, d$stratum)
design <- svydesign(ids = ~psu, strata = ~st, weights = ~weight, data = d, nest = TRUE)
seconds <- 0
out <- NULL
for (item in c("item1", "item2")) {
  valid <- subset(design, !is.na(d[[item]]))
  f <- as.formula(paste0("~", item))
  seconds <- seconds + system.time(
    r <- svyby(f, ~year + customer_type, valid, svymean, vartype = "se", keep.names = FALSE))[["elapsed"]]
  out <- rbind(out, data.frame(item, r$year, r$customer_type, sprintf("%.17g", r[[item]]), sprintf("%.17g", r$se)))
}
write.table(out, args[2], sep = ",", quote = FALSE, row.names = FALSE, col.names = FALSE)
cat(seconds * 10, "\n", sep = "")
