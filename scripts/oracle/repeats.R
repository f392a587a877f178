# repeats.R - children of sampled records (the stages of a party's trip), by the design of their parents.  Run in the
# project's root with R survey 4.1-1:
#   Rscript scripts/oracle/repeats.R          writes tests/oracle/repeats.expected.csv
# The data, tests/oracle/repeats.csv (parties) and repeats-stages.csv, were drawn once by set.seed(20261125).  All
# parties are merged with their stages, those without any too, and the stages are a domain: a PSU without a stage adds
# nothing to a total and counts among the PSUs of its stratum.
#   a: the party is the PSU, no strata   b: the party is the PSU, strata   c: sites are PSUs in strata of a year
#   d: as c, sites drawn of those of the zone and parties of those of the site
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "adjust")
if ("draw" %in% commandArgs(trailingOnly = TRUE)) {
  set.seed(20261125)
  n <- 48
  p <- data.frame(party = sprintf("P%02d", sample(n)), year = rep(2023:2024, each = n / 2), zone = rep(c("n", "s"), n / 2))
  p$site <- paste0(p$zone, rep(rep(1:4, each = 2), n / 8)) # three parties each
  p$w <- round(runif(n, 1, 9), 2)
  p$size <- sample(1:6, n, TRUE)
  p$sites <- ifelse(p$zone == "n", 9, 12) # sites of the zone
  p$parties <- 3 + ave(p$size, p$site, p$year, FUN = length) # parties of the site
  p$type <- sample(c("family", "couple", "group"), n, TRUE)
  k <- sample(0:4, n, TRUE, c(3, 2, 3, 2, 1))
  k[p$site == "n2" & p$year == 2024] <- 0 # a PSU without any stage
  s <- data.frame(of = rep(p$party, k))
  s$place <- sample(c("inn", "camp", "friends"), nrow(s), TRUE)
  s$nights <- ifelse(runif(nrow(s)) < 0.08, NA, sample(1:9, nrow(s), TRUE))
  s$spent <- round(runif(nrow(s), 5, 300), 1)
  s <- s[sample(nrow(s)), ]
  write.csv(p, "tests/oracle/repeats.csv", row.names = FALSE, quote = FALSE, na = "")
  write.csv(s, "tests/oracle/repeats-stages.csv", row.names = FALSE, quote = FALSE, na = "")
}
p <- read.csv("tests/oracle/repeats.csv")
s <- read.csv("tests/oracle/repeats-stages.csv")
s$first <- as.numeric(!duplicated(s$of))
m <- merge(p, s, by.x = "party", by.y = "of", all.x = TRUE)
m$stage <- !is.na(m$place)
m$person_nights <- m$nights * m$size
m$stratum <- interaction(m$year, m$zone)
m$inn <- as.numeric(m$place == "inn")
d <- list(a = svydesign(ids = ~party, weights = ~w, data = m),
          b = svydesign(ids = ~party, strata = ~zone, weights = ~w, data = m))
d$c <- svydesign(ids = ~site, strata = ~stratum, weights = ~w, data = m, nest = TRUE)
d$d <- svydesign(ids = ~ site + party, strata = ~stratum, weights = ~w, fpc = ~ sites + parties, data = m, nest = TRUE)
out <- data.frame()
rec <- function(id, ...) {
  value <- unlist(lapply(list(...), as.numeric))
  out <<- rbind(out, data.frame(id = sprintf("%s[%d]", id, seq_along(value)), value = sprintf("%.17g", value)))
}
figures <- function(id, e) {
  v <- subset(e, stage & !is.na(nights))
  mean <- svymean(~nights, v); total <- svytotal(~nights, v); share <- svymean(~inn, subset(e, stage))
  per <- svyratio(~spent, ~nights, v); party <- svyratio(~nights, ~first, v); pn <- svymean(~person_nights, v)
  number <- svytotal(~inn, subset(e, stage))
  rec(paste0(id, ".mean"), coef(mean), SE(mean), degf(subset(e, stage)))
  rec(paste0(id, ".total"), coef(total), SE(total))
  rec(paste0(id, ".share"), coef(share), SE(share))
  rec(paste0(id, ".number"), coef(number), SE(number))
  rec(paste0(id, ".ratio"), coef(per), SE(per))
  rec(paste0(id, ".party"), coef(party), SE(party))
  rec(paste0(id, ".person_nights"), coef(pn), SE(pn))
}
for (name in names(d)) {
  figures(paste0(name, ".all"), d[[name]])
  for (t in c("family", "couple", "group")) figures(paste0(name, ".", t), subset(d[[name]], type == t))
  for (y in 2023:2024) figures(paste0(name, ".", y), subset(d[[name]], year == y))
  figures(paste0(name, ".large"), subset(d[[name]], size > 3))
}
file <- file("tests/oracle/repeats.expected.csv", "w")
writeLines(sprintf("# R %s, survey %s", getRversion(), packageVersion("survey")), file)
write.csv(out, file, row.names = FALSE, quote = FALSE)
close(file)
