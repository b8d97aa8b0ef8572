#include <math.h>

#include "programs.h"

// Formulas are those of the reference interpreter, each operation rounded by itself.
#pragma STDC FP_CONTRACT OFF

static double sigmoid(double x) {
    if (x >= 0) return 1 / (1 + exp(-x));
    double small = exp(x);
    return small / (1 + small);
}

static double softplus(double x) { return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)); }
static double maximum(double a, double b) { return a > b || isnan(a) ? a : b; }
static double minimum(double a, double b) { return a < b || isnan(a) ? a : b; }

static double remainder_down(double a, double b) {
    double rest = fmod(a, b);
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

static double gelu_tanh(double x) {
    return 0.5 * x * (1 + tanh(sqrt(2 / 3.14159265358979323846) * (x + 0.044715 * x * x * x)));
}

static double selu(double x) {
    return 1.0507009873554804934193349852946 * (x > 0 ? x : 1.6732632423543772848170429916717 * expm1(x));
}

static double unary(const weft_instruction *code, double a, double x, double y) {
    switch (code->op) {
    case WEFT_OP_NOT: return a == 0;
    case WEFT_OP_SCALE: return a * x + y;
    case WEFT_OP_CLAMP: return minimum(maximum(a, x), y);
    case WEFT_OP_NEGATE: return -a;
    case WEFT_OP_RECIPROCAL: return 1 / a;
    case WEFT_OP_SQUARE: return a * a;
    case WEFT_OP_ABS: return fabs(a);
    case WEFT_OP_SIGN: return a > 0 ? 1 : a < 0 ? -1 : a;
    case WEFT_OP_SQRT: return sqrt(a);
    case WEFT_OP_EXP: return exp(a);
    case WEFT_OP_EXPM1: return expm1(a);
    case WEFT_OP_LOG: return log(a);
    case WEFT_OP_LOG1P: return log1p(a);
    case WEFT_OP_SIN: return sin(a);
    case WEFT_OP_COS: return cos(a);
    case WEFT_OP_ERF: return erf(a);
    case WEFT_OP_FLOOR: return floor(a);
    case WEFT_OP_CEIL: return ceil(a);
    case WEFT_OP_ROUND: return a - remainder(a, 1);
    case WEFT_OP_RELU: return a < 0 ? 0 : a;
    case WEFT_OP_LEAKY_RELU: return a < 0 ? x * a : a;
    case WEFT_OP_ELU: return a > 0 ? a : x * expm1(a);
    case WEFT_OP_CELU: return a > 0 ? a : x * expm1(a / x);
    case WEFT_OP_SELU: return selu(a);
    case WEFT_OP_GELU: return 0.5 * a * (1 + erf(a * sqrt(0.5)));
    case WEFT_OP_GELU_TANH: return gelu_tanh(a);
    case WEFT_OP_SILU: return a * sigmoid(a);
    case WEFT_OP_MISH: return a * tanh(softplus(a));
    case WEFT_OP_SOFTPLUS: return a * x > y ? a : softplus(a * x) / x;
    case WEFT_OP_SOFTSIGN: return a / (1 + fabs(a));
    case WEFT_OP_SIGMOID: return sigmoid(a);
    case WEFT_OP_TANH: return tanh(a);
    case WEFT_OP_HARD_SIGMOID: return maximum(0, minimum(1, x * a + y));
    case WEFT_OP_TAN: return tan(a);
    case WEFT_OP_ASIN: return asin(a);
    case WEFT_OP_ACOS: return acos(a);
    case WEFT_OP_ATAN: return atan(a);
    case WEFT_OP_SINH: return sinh(a);
    case WEFT_OP_COSH: return cosh(a);
    case WEFT_OP_ASINH: return asinh(a);
    case WEFT_OP_ACOSH: return acosh(a);
    case WEFT_OP_ATANH: return atanh(a);
    case WEFT_OP_IS_NAN: return isnan(a) ? 1 : 0;
    case WEFT_OP_IS_INF: return (x != 0 && a == INFINITY) || (y != 0 && a == -INFINITY) ? 1 : 0;
    case WEFT_OP_HARD_SWISH: return a * maximum(0, minimum(6, a + 3)) / 6;
    default: return a;
    }
}

static double several(const weft_instruction *code, double a, double b, double c) {
    switch (code->op) {
    case WEFT_OP_ADD: return a + b;
    case WEFT_OP_SUBTRACT: return a - b;
    case WEFT_OP_MULTIPLY: return a * b;
    case WEFT_OP_DIVIDE: return a / b;
    case WEFT_OP_POWER: return pow(a, b);
    case WEFT_OP_REMAINDER: return remainder_down(a, b);
    case WEFT_OP_MAXIMUM: return maximum(a, b);
    case WEFT_OP_MINIMUM: return minimum(a, b);
    case WEFT_OP_EQUAL: return a == b;
    case WEFT_OP_NOT_EQUAL: return a != b;
    case WEFT_OP_LESS: return a < b;
    case WEFT_OP_LESS_EQUAL: return a <= b;
    case WEFT_OP_GREATER: return a > b;
    case WEFT_OP_GREATER_EQUAL: return a >= b;
    case WEFT_OP_AND: return a != 0 && b != 0;
    case WEFT_OP_OR: return a != 0 || b != 0;
    case WEFT_OP_PRELU: return a < 0 ? a * b : a;
    case WEFT_OP_FMOD: return fmod(a, b);
    case WEFT_OP_FMA: return a * b + c;
    default: return a != 0 ? b : c;
    }
}

void weft_typed_real(
    const weft_instruction *code, const weft_constant *constants, double (*registers)[WEFT_TYPED_BLOCK],
    int64_t count) {
    const double *a = registers[code->a], *b = registers[code->b], *c = registers[code->c];
    double *to = registers[code->dst];
    int32_t inputs = weft_op_inputs(code->op);
    double x = constants[(int)code->x].real, y = constants[(int)code->y].real;
    for (int64_t i = 0; i < count; i++) {
        if (inputs == 0) to[i] = x;
        else if (inputs == 1) to[i] = unary(code, a[i], x, y);
        else to[i] = several(code, a[i], b[i], c[i]);
    }
}
