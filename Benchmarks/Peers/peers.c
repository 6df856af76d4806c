// The peers that are C libraries: exp, log and sqrt in MPFR and in FLINT/Arb, and attention in FLINT/Arb.
//
//   peers versions
//   peers function exp|log|sqrt mpfr|arb BITS
//   peers attention TOKENS DIMENSION BITS ROWS FOLDER
//
// A worker as attn-bench knows them: it prints "ready" once its arguments are made, answers each line "run" with
// the seconds and the number of operations of one sample, and the line "check" with a number that every
// contestant of the same comparison must share. It ends with its input.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <gmp.h>
#include <mpfr.h>
#if __has_include(<flint/arb.h>)
#include <flint/arb.h>
#include <flint/arb_mat.h>
#else
#include <arb.h>
#include <arb_mat.h>
#endif

enum { argument_count = 16 };

// A sample of a function lasts at least about this long; one of attention is long enough.
static const double sample_seconds = 0.05;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void fail(const char *message) {
  fprintf(stderr, "peers: %s\n", message);
  exit(64);
}

// The two things a worker can do.
typedef struct {
  void (*run)(void);  // all operations once
  double (*check)(void);
  long operations;
} work;

// A sample lasts at least the wanted time.
static void serve(work w, double wanted_seconds) {
  long repetitions = 1;
  while (wanted_seconds > 0) {
    double start = now();
    for (long i = 0; i < repetitions; i++) w.run();
    if (now() - start >= wanted_seconds) break;
    repetitions *= 2;
  }
  puts("ready");
  fflush(stdout);
  char line[16];
  while (fgets(line, sizeof line, stdin)) {
    if (strcmp(line, "run\n") == 0) {
      double start = now();
      for (long i = 0; i < repetitions; i++) w.run();
      printf("%.9e %ld\n", now() - start, repetitions * w.operations);
    } else if (strcmp(line, "check\n") == 0) {
      printf("%.17g\n", w.check());
    } else {
      fail("unknown line");
    }
    fflush(stdout);
  }
}

// The arguments are (2k+1)/7, rounded down to so many bits; those of exp are negative, as attention's are.

static long bits;
static mpfr_t mpfr_arguments[argument_count], mpfr_result;
static int (*mpfr_function)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);
static arb_t arb_arguments[argument_count], arb_result;
static void (*arb_function)(arb_t, const arb_t, slong);

static void mpfr_run(void) {
  for (int k = 0; k < argument_count; k++) mpfr_function(mpfr_result, mpfr_arguments[k], MPFR_RNDN);
}

static double mpfr_check(void) {
  double sum = 0;
  for (int k = 0; k < argument_count; k++) {
    mpfr_function(mpfr_result, mpfr_arguments[k], MPFR_RNDN);
    sum += mpfr_get_d(mpfr_result, MPFR_RNDN);
  }
  return sum;
}

static void arb_run(void) {
  for (int k = 0; k < argument_count; k++) arb_function(arb_result, arb_arguments[k], bits);
}

static double arb_check(void) {
  double sum = 0;
  for (int k = 0; k < argument_count; k++) {
    arb_function(arb_result, arb_arguments[k], bits);
    sum += arf_get_d(arb_midref(arb_result), ARF_RND_NEAR);
  }
  return sum;
}

static void function(const char *name, const char *library) {
  int is_exp = strcmp(name, "exp") == 0, is_log = strcmp(name, "log") == 0;
  if (!is_exp && !is_log && strcmp(name, "sqrt") != 0) fail("the functions are exp, log, sqrt");
  if (strcmp(library, "mpfr") == 0) {
    mpfr_function = is_exp ? mpfr_exp : is_log ? mpfr_log : mpfr_sqrt;
    mpfr_init2(mpfr_result, bits);
    for (int k = 0; k < argument_count; k++) {
      mpfr_init2(mpfr_arguments[k], bits);
      mpfr_set_ui(mpfr_arguments[k], 2 * (unsigned long)k + 1, MPFR_RNDD);
      mpfr_div_ui(mpfr_arguments[k], mpfr_arguments[k], 7, MPFR_RNDD);
      if (is_exp) mpfr_neg(mpfr_arguments[k], mpfr_arguments[k], MPFR_RNDN);
    }
    serve((work){mpfr_run, mpfr_check, argument_count}, sample_seconds);
  } else if (strcmp(library, "arb") == 0) {
    arb_function = is_exp ? arb_exp : is_log ? arb_log : arb_sqrt;
    arb_init(arb_result);
    for (int k = 0; k < argument_count; k++) {
      arb_init(arb_arguments[k]);
      arf_set_ui(arb_midref(arb_arguments[k]), 2 * (ulong)k + 1);
      arf_div_ui(arb_midref(arb_arguments[k]), arb_midref(arb_arguments[k]), 7, bits, ARF_RND_DOWN);
      if (is_exp) arb_neg(arb_arguments[k], arb_arguments[k]);
    }
    serve((work){arb_run, arb_check, argument_count}, sample_seconds);
  } else {
    fail("the libraries are mpfr and arb");
  }
}

// Attention of the first rows, scale 1/sqrt(d), no mask, all in balls. The products are arb_mat_mul, which is more
// than twice as fast as dot products once there are some dozens of rows.

static long tokens, dimension, rows;
static arb_mat_t queries, transposed_keys, values, weights, outputs;
static arb_t scale, sum;

static void read_tensor(arb_mat_t matrix, const char *folder, const char *name, long count, int transposed) {
  char path[4096];
  if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path) fail("the path is too long");
  FILE *file = fopen(path, "rb");
  if (!file) fail("a tensor is missing");
  arb_mat_init(matrix, transposed ? dimension : count, transposed ? count : dimension);
  for (long i = 0; i < count * dimension; i++) {
    long row = i / dimension, column = i % dimension;
    double number;
    if (fread(&number, sizeof number, 1, file) != 1) fail("a tensor is too short");
    arb_set_d(transposed ? arb_mat_entry(matrix, column, row) : arb_mat_entry(matrix, row, column), number);
  }
  fclose(file);
}

static void attention_run(void) {
  arb_mat_mul(weights, queries, transposed_keys, bits);
  for (long i = 0; i < rows; i++) {
    for (long j = 0; j < tokens; j++) {
      arb_ptr weight = arb_mat_entry(weights, i, j);
      arb_mul(weight, weight, scale, bits);
      arb_exp(weight, weight, bits);
    }
  }
  arb_mat_mul(outputs, weights, values, bits);
  for (long i = 0; i < rows; i++) {
    arb_zero(sum);
    for (long j = 0; j < tokens; j++) arb_add(sum, sum, arb_mat_entry(weights, i, j), bits);
    for (long c = 0; c < dimension; c++) {
      arb_ptr output = arb_mat_entry(outputs, i, c);
      arb_div(output, output, sum, bits);
    }
  }
}

static double attention_check(void) {
  double total = 0;
  for (long i = 0; i < rows && i < 16; i++) {
    for (long c = 0; c < dimension; c++) {
      double number = arf_get_d(arb_midref(arb_mat_entry(outputs, i, c)), ARF_RND_NEAR);
      total += number < 0 ? -number : number;
    }
  }
  return total;
}

static void attention(const char *folder) {
  read_tensor(queries, folder, "q", rows, 0);
  read_tensor(transposed_keys, folder, "k", tokens, 1);
  read_tensor(values, folder, "v", tokens, 0);
  arb_mat_init(weights, rows, tokens);
  arb_mat_init(outputs, rows, dimension);
  arb_init(scale);
  arb_init(sum);
  arb_set_si(scale, dimension);
  arb_rsqrt(scale, scale, bits);
  serve((work){attention_run, attention_check, rows * tokens}, 0);
}

int main(int count, char **words) {
  if (count == 2 && strcmp(words[1], "versions") == 0) {
    printf("GMP %s\nMPFR %s\nFLINT %s\n", gmp_version, mpfr_get_version(), FLINT_VERSION);
#if !__has_include(<flint/arb.h>)
    printf("Arb %s\n", arb_version);
#endif
  } else if (count == 5 && strcmp(words[1], "function") == 0) {
    bits = atol(words[4]);
    if (bits < 2) fail("at least 2 bits");
    function(words[2], words[3]);
  } else if (count == 7 && strcmp(words[1], "attention") == 0) {
    tokens = atol(words[2]);
    dimension = atol(words[3]);
    bits = atol(words[4]);
    rows = atol(words[5]);
    if (tokens < 1 || dimension < 1 || bits < 2 || rows < 1 || rows > tokens) fail("impossible sizes");
    attention(words[6]);
  } else {
    fail("versions, function or attention");
  }
  return 0;
}
