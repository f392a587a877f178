# bench-calibrate.R - what R survey takes for the raking that bench-calibrate times: Rscript bench-calibrate.R FILE
# calibrate(calfun = "raking") alone, neither reading nor svydesign.  Prints the seconds and the largest relative
# difference of the weights from FILE.weights.
suppressPackageStartupMessages(library(survey))
path <- commandArgs(trailingOnly = TRUE)[1]
x <- read.csv(path)
totals <- read.csv(paste0(path, ".totals"))
margins <- paste0("m", 1:5)
x[margins] <- lapply(x[margins], factor)
design <- svydesign(ids = ~1, weights = ~w, data = x)
total <- c("(Intercept)" = sum(totals$total[totals$margin == 1]))
for (m in 1:5) {
  t <- totals[totals$margin == m & totals$class > 0, ]
  total <- c(total, setNames(t$total, paste0("m", m, t$class)))
}
seconds <- system.time(r <- calibrate(design, as.formula(paste("~", paste(margins, collapse = "+"))), total,
                                      calfun = "raking", epsilon = 1e-9))[["elapsed"]]
ours <- read.csv(paste0(path, ".weights"))$w
cat(sprintf("%.3f %.3g\n", seconds, max(abs(weights(r) - ours) / ours)))
