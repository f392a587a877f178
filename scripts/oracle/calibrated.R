# calibrated.R - calibrated designs drawn at random: one and two stages, finite populations, lonely PSUs, waves that are
# calibrated each for itself.  Run in the project's root with R survey 4.1-1:
#   Rscript scripts/oracle/calibrated.R          writes tests/oracle/calibrated.expected.csv
# The data, tests/oracle/calibrated.csv, were drawn once with set.seed(20260911).  The totals of a margin are those of
# the weights w p.  An id is design;question;what.
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "adjust")
all <- read.csv("tests/oracle/calibrated.csv", na.strings = "")
all$year <- factor(all$year)
out <- data.frame()
rec <- function(...) {
  id <- paste(..., sep = ";")
  out <<- rbind(out, data.frame(id = paste(id, names(values), sep = ";"), value = sprintf("%.17g", values)))
}
pair <- function(design, question, t) {
  values <<- c(estimate = unname(coef(t)[1]), se = unname(SE(t)[1]))
  rec(design, question)
}
adjusted <- function(D, formula, ...) {
  mm <- model.matrix(formula, D$variables)
  calibrate(D, formula, colSums(mm * D$variables$w * D$variables$p), epsilon = 1e-12, maxit = 200, ...)
}
# A blank outside a subset would still be 0 * NA: subset() leaves all rows in a calibrated design.
filled <- function(C) update(C, ok = !is.na(y), y = ifelse(is.na(y), 0, y))
questions <- function(name, C) {
  C <- filled(C)
  for (dom in c("", "dom.")) {
    S <- if (dom == "") C else subset(C, dom == 1)
    A <- subset(S, ok)
    pair(name, paste0(dom, "total"), svytotal(~y, A))
    m <- svymean(~y, A, deff = "replace")
    pair(name, paste0(dom, "mean"), m)
    values <<- c(df = degf(S), deff = unname(deff(m)[1])); rec(name, paste0(dom, "mean"))
    pair(name, paste0(dom, "ratio"), svyratio(~y, ~x, A))
    pair(name, paste0(dom, "share"), svymean(~I(as.numeric(s >= 4)), S, na.rm = TRUE))
    pair(name, paste0(dom, "known"), svytotal(~I(as.numeric(type == "b")), S))
    v <- vcov(svymean(~y + x, A))
    values <<- c(covariance = v[1, 2]); rec(name, paste0(dom, "mean"))
    q <- svyquantile(~y, A, 0.5, qrule = "math", interval.type = "mean", df = degf(S))[[1]]
    values <<- c(estimate = q[1, 1], low = q[1, 2], high = q[1, 3]); rec(name, paste0(dom, "median"))
  }
}
one <- function(x) svydesign(id = ~psu, strata = ~stratum, weights = ~w, data = x, nest = TRUE)
fpc <- function(x) svydesign(id = ~psu, strata = ~stratum, weights = ~w, fpc = ~N1, data = x, nest = TRUE)
two <- function(x) svydesign(id = ~psu + ssu, strata = ~stratum, weights = ~w, fpc = ~N1 + N2, data = x, nest = TRUE)
pairs <- subset(all, stratum != "D") # no lonely PSU
x <- subset(pairs, year == 2021)
questions("raking", adjusted(one(x), ~type + orig, calfun = "raking"))
questions("linear", adjusted(fpc(x), ~type + orig + nights, calfun = "linear"))
questions("truncated", adjusted(fpc(x), ~type + nights, calfun = "linear", bounds = c(.85, 1.4)))
questions("logit", adjusted(one(x), ~type + orig, calfun = "logit", bounds = c(.5, 2)))
questions("two", adjusted(two(x), ~type + orig, calfun = "raking"))
# Lonely PSUs: the rows outside a domain stay.  Linear: sum w e is 0, where 4.1-1 centres anyhow.
x <- subset(all, year == 2022)
for (o in c("adjust", "remove", "average")) {
  options(survey.lonely.psu = o)
  questions(paste0("lonely.", o), adjusted(one(x), ~type + orig, calfun = "linear"))
}
options(survey.lonely.psu = "fail")
# Waves: each for itself, and the three stacked with columns of their own, which is the same
stacked <- svydesign(id = ~psu, strata = ~stratum, weights = ~w, data = transform(pairs, psu = paste(year, psu), stratum = paste(year, stratum)), nest = TRUE)
W <- adjusted(stacked, ~0 + year:type + year:orig, calfun = "raking")
for (when in c("2021", "2022", "2023")) {
  questions(paste0("wave", when), adjusted(one(subset(pairs, year == when)), ~type + orig, calfun = "raking"))
  S <- subset(filled(W), ok & year == when)
  pair(paste0("stacked", when), "mean", svymean(~y, S))
  pair(paste0("stacked", when), "dom.total", svytotal(~y, subset(S, dom == 1)))
}
changes <- function(name, C) {
  C <- subset(filled(C), ok)
  # svyby(covmat = TRUE) of 4.1-1 stops at calibrated designs
  C <- update(C, n1 = as.numeric(year == "2021"), n2 = as.numeric(year == "2022"), y1 = y * n1, y2 = y * n2)
  for (dom in c("", "dom.")) {
    t <- svytotal(~n1 + n2 + y1 + y2, if (dom == "") C else subset(C, dom == 1))
    pair(name, paste0(dom, "change.mean"), svycontrast(t, quote(y2 / n2 - y1 / n1)))
    pair(name, paste0(dom, "change.total"), svycontrast(t, quote(y2 - y1)))
  }
  C <- update(C, t = as.numeric(as.character(year)) - 2021)
  m <- svyglm(y ~ t, C)
  values <<- c(estimate = unname(coef(m)[2]), se = unname(SE(m)[2]), df = m$df.residual); rec(name, "slope")
  m <- svyglm(y ~ t, subset(C, dom == 1))
  values <<- c(estimate = unname(coef(m)[2]), se = unname(SE(m)[2]), df = m$df.residual); rec(name, "dom.slope")
}
changes("stacked", W)
# All years on one set of totals
changes("pooled", adjusted(stacked, ~type + orig, calfun = "raking"))
# Sites kept from year to year (panel): V1 + V2 - 2 sum_h n_c s12 of the residuals' PSU sums, by hand
residual_sums <- function(C, u) {
  v <- C$variables; e <- residuals(lm(u ~ 0 + factor(year):type + factor(year):orig, v, weights = w))
  tapply(weights(C) * e, v$psu, sum)
}
for (dom in c("", "dom.")) {
  C <- filled(W); v <- C$variables; w <- weights(C); z <- list(); r <- list()
  for (i in 1:2) {
    cell <- v$ok & v$year == 2020 + i & (dom == "" | v$dom == 1)
    m <- sum((w * v$y)[cell]) / sum(w[cell])
    r[[i]] <- m; z[[i]] <- residual_sums(C, ifelse(cell, (v$y - m) / sum(w[cell]), 0))
  }
  h <- tapply(v$stratum, v$psu, `[`, 1); psu <- names(h); year <- substr(psu, 1, 4); site <- substr(psu, 6, 9); s <- substr(h, 6, 6)
  V <- 0
  for (k in c("A", "B", "C")) {
    for (i in 1:2) { j <- s == k & year == 2020 + i; V <- V + sum(j) * var(z[[i]][j]) }
    a <- which(s == k & year == "2021"); b <- which(s == k & year == "2022"); both <- intersect(site[a], site[b])
    if (length(both) > 1) V <- V - 2 * length(both) * cov(z[[1]][a[match(both, site[a])]], z[[2]][b[match(both, site[b])]])
  }
  values <- c(estimate = r[[2]] - r[[1]], se = sqrt(V)); rec("panel", paste0(dom, "change.mean"))
}

file <- file("tests/oracle/calibrated.expected.csv", "w")
writeLines(sprintf("# R %s, survey %s", getRversion(), packageVersion("survey")), file)
write.csv(out, file, row.names = FALSE, quote = FALSE)
close(file)
cat(nrow(out), "values; R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
