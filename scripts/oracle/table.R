# table.R - cross-tables of a small survey under two designs: shares of columns, rows and the whole, weighted counts,
# multiple response on respondents and on mentions, overlapping columns, means, layers, tests of columns.  Run in the
# project's root with R survey 4.1-1:
#   Rscript scripts/oracle/table.R           writes tests/oracle/table.expected.csv
# The data, tests/oracle/table.csv, were drawn once with set.seed(20241125): blanks, weights of zero, sites that have
# no one in a column.  An id is design;table;row;column;figure.  Every value is R survey's.
suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "adjust")
x <- read.csv("tests/oracle/table.csv", na.strings = "")
out <- data.frame()
rec <- function(..., v) out <<- rbind(out, data.frame(id = paste(..., names(v), sep = ";"), value = sprintf("%.17g", v)))
rows <- c("a", "b", "c"); cols <- c("u", "v", "w", "z"); multi <- paste0("m", 1:4)
figure <- function(e) c(p = coef(e)[[1]], se = SE(e)[[1]])
# Pairs of columns in a row: t on degf - 1 of both, Holm in the row.
pairs <- function(name, d, r, k, diff, dom) {
  p <- c()
  for (i in 1:(k - 1)) for (j in (i + 1):k) {
    e <- diff(i, j); df <- degf(dom(i, j)) - 1
    p[paste0(i, "-", j)] <- 2 * pt(-abs(coef(e)[[1]] / SE(e)[[1]]), df)
  }
  rec(d, name, r, "pairs", v = p.adjust(p, "holm"))
}
for (d in c("plain", "fpc")) {
  D <- if (d == "plain") svydesign(~psu, strata = ~h, weights = ~w, data = x, nest = TRUE) else
    svydesign(~psu, strata = ~k, weights = ~w, fpc = ~N, data = x, nest = TRUE)
  D <- update(D, one = 1)
  both <- subset(D, !is.na(r) & !is.na(g))
  inc <- function(f) { f <- f & !is.na(f); f }
  for (r in c(rows, "T")) for (g in c(cols, "T")) {
    isr <- if (r == "T") !is.na(x$r) else inc(x$r == r); isg <- if (g == "T") !is.na(x$g) else inc(x$g == g)
    E <- update(both, y = as.numeric((isr & isg)[match(rownames(both$variables), rownames(x))]))
    part <- E$variables; keep_g <- isg[match(rownames(part), rownames(x))]; keep_r <- isr[match(rownames(part), rownames(x))]
    Gd <- D[isg, ]; Rd <- D[isr, ]
    if (r != "T") rec(d, "column", r, g, v = c(figure(svymean(~y, E[keep_g, ])), df = degf(Gd), n = sum(part$w[keep_g] > 0),
        wb = sum(part$w[keep_g]), kish = sum(part$w[keep_g])^2 / sum(part$w[keep_g]^2), deff = deff(svymean(~y, E[keep_g, ], deff = "replace"))[[1]]))
    if (g != "T") rec(d, "row", r, g, v = c(figure(svymean(~y, E[keep_r, ])), df = degf(Rd)))
    if (r != "T" || g != "T") rec(d, "total", r, g, v = c(figure(svymean(~y, E)), df = degf(D)))
    rec(d, "none", r, g, v = c(figure(svytotal(~y, E)), n = sum(part$w > 0 & keep_g & keep_r)))
    # layers
    if (r != "T") for (l in c("1", "2")) { L <- E[keep_g & part$l == l, ]
      rec(d, paste0("layer", l), r, g, v = figure(svymean(~y, L))) }
  }
  # svyby gives the same, with the covariances of the columns
  for (row in rows) { E <- update(both, y = as.numeric(r == row)); by <- svyby(~y, ~g, E, svymean, covmat = TRUE)
    stopifnot(all.equal(unname(coef(by)), sapply(cols, function(g) out$value[out$id == paste(d, "column", row, g, "p", sep = ";")] |> as.numeric()) |> unname()))
    pairs("column", d, row, 4, function(i, j) { k <- rep(0, 4); k[i] <- 1; k[j] <- -1; svycontrast(by, k) }, function(i, j) subset(D, g %in% cols[c(i, j)]))
    t <- svyttest(y ~ g, subset(E, g %in% c("u", "v")))
    rec(d, "ttest", row, "pairs", v = c("1-2" = t$p.value[[1]]))
    p <- sapply(cols, function(c) { F <- update(E, here = as.numeric(E$variables$g == c)); b <- svyby(~y, ~here, F, svymean, covmat = TRUE)
      e <- svycontrast(b, c(-1, 1)); 2 * pt(-abs(coef(e)[[1]] / SE(e)[[1]]), degf(subset(D, !is.na(g))) - 1) })
    rec(d, "column", row, "rest", v = p.adjust(p, "holm")) }
  # means
  by <- svyby(~y, ~g, subset(D, !is.na(y) & !is.na(g)), svymean, covmat = TRUE)
  for (g in 1:4) rec(d, "mean", "y", cols[g], v = c(p = coef(by)[[g]], se = SE(by)[[g]], df = degf(D[inc(x$g == cols[g]), ])))
  all <- svymean(~y, subset(D, !is.na(y) & !is.na(g))); rec(d, "mean", "y", "T", v = c(figure(all), df = degf(subset(D, !is.na(g)))))
  pairs("mean", d, "y", 4, function(i, j) { k <- rep(0, 4); k[i] <- 1; k[j] <- -1; svycontrast(by, k) }, function(i, j) subset(D, g %in% cols[c(i, j)]))
  # multiple response in rows: on respondents, on mentions; in columns: overlapping
  M <- subset(D, !is.na(m1) & !is.na(g)); M <- update(M, k = m1 + m2 + m3 + m4)
  for (m in multi) for (g in c(cols, "T")) {
    A <- if (g == "T") M else M[M$variables$g == g, ]
    rec(d, "respondents", m, g, v = figure(svymean(as.formula(paste0("~", m)), A)))
    rec(d, "mentions", m, g, v = figure(svyratio(as.formula(paste0("~", m)), ~k, A)))
    rec(d, "mentions.total", m, g, v = figure(svyratio(as.formula(paste0("~I(", m, if (g == "T") "" else paste0("*(g=='", g, "')"), ")")), ~k, M)))
  }
  O <- subset(D, !is.na(m1) & !is.na(r)); O <- update(O, k = m1 + m2 + m3 + m4)
  for (row in rows) { for (m in multi) rec(d, "overlap", row, m, v = c(figure(svymean(as.formula(paste0("~I(as.numeric(r=='", row, "'))")), O[O$variables[[m]] == 1, ])), df = degf(D[inc(x[[m]] == 1), ])))
    for (m in multi) rec(d, "rowmentions", row, m, v = figure(svyratio(as.formula(paste0("~", m)), ~k, O[O$variables$r == row, ])))
    pairs("overlap", d, row, 4, function(i, j) {
      Q <- update(O, n1 = (r == row) * O$variables[[multi[i]]], n2 = (r == row) * O$variables[[multi[j]]], d1 = O$variables[[multi[i]]], d2 = O$variables[[multi[j]]])
      svycontrast(svytotal(~n1 + n2 + d1 + d2, Q), quote(n1 / d1 - n2 / d2)) }, function(i, j) D[inc(x[[multi[i]]] == 1 | x[[multi[j]]] == 1), ]) }
  t <- svychisq(~r + g, both, statistic = "F")
  rec(d, "raoscott", "", "", v = c(f = t$statistic[[1]], ndf = t$parameter[[1]], ddf = t$parameter[[2]], p = t$p.value[[1]]))
}
con <- file("tests/oracle/table.expected.csv", "w")
writeLines(paste0("# ", R.version.string, ", survey ", packageVersion("survey"), "; scripts/oracle/table.R"), con)
write.csv(out, con, row.names = FALSE, quote = FALSE); close(con)
