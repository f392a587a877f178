# random.R - twelve designs drawn at random: strata, sites, lonely sites under the four policies, finite populations,
# weights of zero, missing answers, domains that overlap, sites kept from year to year.  Run in the project's root with
# R survey 4.1-1:
#   Rscript scripts/oracle/random.R          writes tests/oracle/random.expected.csv
# The data, tests/oracle/random.csv, were drawn once with set.seed(20241124).  An id is design;question;row;column.
# Values are R survey's, but for three formulas of their own where it has none, or another in each version:
#   - a total under lonely-psu=adjust is centred at the mean of the PSU totals, as in survey 4.5;
#   - a change between two years is V1 + V2 - 2 sum_h n_c s12 (n_c common sites, with panel only);
#   - limits of shares: Korn and Graubard's n' is at most n; shares of 0 and 1 are Clopper and Pearson's with
#     min(n, Kish's n).
# Designs under "average" and "fail" have no weight of zero: R counts a stratum whose answers all weigh nothing.
suppressPackageStartupMessages(library(survey))
all <- read.csv("tests/oracle/random.csv", na.strings = "")
out <- data.frame()
rec <- function(...) {
  id <- paste(..., sep = ";"); v <- values
  out <<- rbind(out, data.frame(id = paste(id, names(v), sep = ";"), value = ifelse(is.na(v), "", sprintf("%.17g", v))))
}
# Records of the cell with a valid answer.
valid <- function(x, cell, of) cell & !is.na(cell) & rowSums(is.na(x[, of, drop = FALSE])) == 0
# n, estimate, se, df, deff of of[1] (over of[2]) in a cell: a subset of the whole design.
figure <- function(D, cell, of, stat = "mean") {
  x <- D$variables; cell <- cell & !is.na(cell); ok <- valid(x, cell, of); n <- sum(ok & x$w > 0)
  none <- c(n = n, estimate = NA, se = NA, df = NA, deff = NA)
  if (n == 0) return(none)
  if (lonely && stat == "total" && policy == "adjust") {
    z <- psu_totals(x, ok, x[[of]]); e <- c(sum(z$z), sqrt(adjusted(z)), NA)
  } else {
    e <- tryCatch({
      A <- D[ok, ]; f <- lapply(of, function(v) as.formula(paste("~", v)))
      t <- switch(stat, mean = svymean(f[[1]], A, deff = "replace"), total = svytotal(f[[1]], A), ratio = svyratio(f[[1]], f[[2]], A))
      c(coef(t), SE(t), if (stat == "mean" && n > 1) deff(t) else NA)
    }, error = function(e) if (grepl("one PSU", conditionMessage(e))) NULL else stop(e))
  }
  if (is.null(e) || is.na(e[2])) { none["estimate"] <- weighted.mean(x[[of[1]]][ok], x$w[ok]); return(if (stat == "mean") none else none["n"]) }
  if (e[2] <= 1e-9 * abs(e[1]) + 1e-12) e[2:3] <- c(0, NA) # rounding, not variance
  c(n = n, estimate = e[[1]], se = e[[2]], df = degf(D[cell, ]), deff = e[[3]])
}
# PSU sums over all the PSUs of the strata that have a row; f the sampling fractions.
psu_totals <- function(x, ok, y, w = x$w) {
  z <- tapply(ifelse(ok, w * ifelse(is.na(y), 0, y), 0), x$psu, sum)
  h <- tapply(x$h, x$psu, `[`, 1); f <- tapply(x$f, x$psu, `[`, 1)
  keep <- h %in% x$h[ok & w > 0]
  list(z = z[keep], h = h[keep], f = f[keep], site = tapply(x$site, x$psu, `[`, 1)[keep], stratum = tapply(x$stratum, x$psu, `[`, 1)[keep])
}
adjusted <- function(t) {
  centre <- mean(t$z); v <- 0
  for (h in unique(t$h)) { i <- t$h == h; n <- sum(i)
    v <- v + (1 - t$f[i][1]) * if (n > 1) n * var(t$z[i]) else (t$z[i] - centre)^2 }
  v
}
# Covariance of two years over the sites that both have.
common <- function(a, b) {
  v <- 0
  for (s in unique(a$stratum)) {
    i <- a$stratum == s; j <- b$stratum == s; k <- intersect(a$site[i], b$site[j])
    if (length(k) < 2) next
    za <- a$z[i][match(k, a$site[i])]; zb <- b$z[j][match(k, b$site[j])]
    v <- v + length(k) * cov(za, zb) * sqrt((1 - a$f[i][1]) * (1 - b$f[j][1]))
  }
  v
}
# PSUs - strata of some records: with panel a site counts once, strata that share a site count as one.
panel_df <- function(x) {
  x <- unique(x[, c("year", "stratum", "site")]); df <- nrow(unique(x[, c("stratum", "site")]))
  for (h in unique(x$stratum)) {
    root <- unique(x$year[x$stratum == h]); names(root) <- root
    for (s in unique(x$site[x$stratum == h])) { r <- root[as.character(x$year[x$stratum == h & x$site == s])]; root[root %in% r] <- min(r) }
    df <- df - length(unique(root))
  }
  df
}
interval <- function(s, method = "t", kish = NA) {
  p <- s[["estimate"]]; se <- s[["se"]]; nu <- s[["df"]]; n <- s[["n"]]
  ci <- if (is.na(se) || nu <= 0) c(NA, NA)
  else if (method != "t" && p <= 0) c(0, qbeta(.975, 1, min(n, kish)))
  else if (method != "t" && p >= 1) c(qbeta(.025, min(n, kish), 1), 1)
  else if (se == 0) c(NA, NA)
  else {
    t <- qt(.975, nu); e <- p * (1 - p) / se^2
    if (method == "auto") method <- if (p >= .1 && p <= .9) "logit" else "beta"
    switch(method, t = , wald = p + c(-1, 1) * t * se, logit = plogis(qlogis(p) + c(-1, 1) * t * se / (p * (1 - p))),
      wilson = (p + t^2 / (2 * e) + c(-1, 1) * t * sqrt(p * (1 - p) / e + t^2 / (4 * e^2))) / (1 + t^2 / e),
      beta = { k <- min(n, e * (qt(.025, n - 1) / t)^2); c(qbeta(.025, k * p, k * (1 - p) + 1), qbeta(.975, k * p + 1, k * (1 - p))) })
  }
  c(s, ci_low = ci[1], ci_high = ci[2])
}
for (design in unique(all$design)) {
  x <- all[all$design == design, ]; policy <- x$lonely[1]; fpc <- x$fpc[1] == "yes"; panel <- x$panel[1] == "yes"
  options(survey.lonely.psu = policy)
  x$h <- paste(x$year, x$stratum); x$psu <- paste(x$h, x$site); size <- tapply(x$psu, x$h, function(p) length(unique(p)))
  x$f <- if (fpc) as.numeric(size[x$h]) / x$pop else 0; lonely <- any(size == 1)
  for (c in c("u", "v", "t")) x[[c]] <- ifelse(is.na(x$m), NA, as.numeric(grepl(c, x$m)))
  for (j in 1:4) x[[paste0("s", j)]] <- as.numeric(x$s == j)
  x$top <- as.numeric(x$s >= 3); x$nps <- 100 * ((x$q >= 9) - (x$q <= 6))
  D <- svydesign(id = ~site, strata = ~h, weights = ~w, data = x, nest = TRUE, fpc = if (fpc) ~pop else NULL)
  put <- function(question, row, cell, of, stat = "mean", method = "t") {
    ok <- valid(x, cell, of)
    values <<- interval(c(figure(D, cell, of, stat), recursive = TRUE), method, sum(x$w[ok])^2 / sum(x$w[ok]^2))
    rec(design, question, row)
  }
  years <- sort(unique(x$year))
  put("mean", "", TRUE | x$w >= 0, "y")
  for (d in c("a", "b", "c")) {
    if (policy != "fail") put("total-d", d, x$d == d, "y", "total")
    for (method in c("auto", "logit", "beta", "wilson", "wald")) put(paste0("top2-", method), d, x$d == d, "top", method = method)
    for (m in c("u", "v", "t")) put("share-m", paste(m, d), x$d == d, m, method = "auto")
  }
  for (yr in years) {
    for (d in c("a", "b", "c")) {
      cell <- x$year == yr & x$d == d; row <- paste(yr, d)
      put("mean-year-d", row, cell, "y"); put("nps-year-d", row, cell, "nps")
      if (policy != "fail") put("ratio-year-d", row, cell, c("y", "x"), "ratio")
    }
    for (m in c("u", "v", "t")) put("mean-year-m", paste(yr, m), x$year == yr & x[[m]] == 1, "y")
    for (j in 1:4) put("share-s", paste(j, yr), x$year == yr, paste0("s", j), method = "auto")
  }
  if (policy == "fail") next
  # Linearised PSU sums of the mean of a year in a domain.
  linear <- function(yr, d, of) { cell <- x$d %in% d & x$year == yr; ok <- valid(x, cell, of)
    psu_totals(x, ok, (x[[of]] - weighted.mean(x[[of]][ok], x$w[ok])) / sum(x$w[ok])) }
  has <- function(yr, d, of) any(valid(x, x$d %in% d & x$year == yr, of) & x$w > 0)
  for (of in c("y", "top")) for (d in c("a", "b")) {
    for (yr in years[-1]) if (has(yr, d, of) && has(yr - 1, d, of)) {
      a <- figure(D, x$year == yr - 1 & x$d == d, of); b <- figure(D, x$year == yr & x$d == d, of)
      v <- a[["se"]]^2 + b[["se"]]^2
      if (panel) v <- v - 2 * common(linear(yr - 1, d, of), linear(yr, d, of))
      if (is.na(v) || v < 1e-9) next
      both <- x[x$d %in% d & x$year %in% c(yr - 1, yr) & x$w > 0, ]
      df <- if (panel) panel_df(both) else degf(D[x$d %in% d & x$year %in% c(yr - 1, yr), ])
      change <- b[["estimate"]] - a[["estimate"]]
      v <- as.numeric(v)
      values <- c(change = change, change_se = sqrt(v), change_df = df, change_p = if (df > 0) 2 * pt(-abs(change) / sqrt(v), df) else NA)
      rec(design, paste0("trend-", of), paste(yr, d))
    }
    k <- sum(vapply(years, has, NA, d, of)); if (k < 2) next
    A <- D[valid(x, x$d %in% d, of), ]; g <- svyglm(as.formula(paste(of, "~ I(year - 2021)")), A)
    v <- SE(g)[2]^2; df <- g$df.residual
    if (panel) { # each year's own variance and the covariances between years
      ok <- valid(x, x$d %in% d, of); t <- x$year - weighted.mean(x$year[ok], x$w[ok]); fit <- predict(lm(as.formula(paste(of, "~ year")), x[ok, ], weights = w), x)
      u <- t * (x[[of]] - fit) / sum((x$w * t^2)[ok])
      z <- lapply(years, function(yr) psu_totals(x, ok & x$year == yr, u)); v <- sum(vapply(z, adjusted, 0))
      for (i in seq_along(z)) for (j in seq_len(i - 1)) v <- v + 2 * common(z[[i]], z[[j]])
      both <- x[ok & x$w > 0, ]; df <- panel_df(both) - 1
    }
    if (v < 1e-9) next
    values <- c(slope = coef(g)[[2]], slope_se = sqrt(v)[[1]], slope_df = df)
    rec(design, paste0("trend-", of), paste("*", d))
  }
}
file <- file("tests/oracle/random.expected.csv", "w")
writeLines(sprintf("# R %s, survey %s", getRversion(), packageVersion("survey")), file)
write.csv(out, file, row.names = FALSE, quote = FALSE)
close(file)
cat(nrow(out), "values; R", as.character(getRversion()), "survey", as.character(packageVersion("survey")), "\n")
