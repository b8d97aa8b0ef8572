#include <math.h>
#include <string.h>

#include "checks.h"

static double sigmoid(double x) { return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x)); }
static double softplus(double x) { return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)); }
static double reciprocal(double x) { return 1 / x; }
static double softsign(double x) { return isinf(x) ? NAN : x / (1 + fabs(x)); }
static double silu(double x) { return x * sigmoid(x); }
static double mish(double x) { return x * tanh(softplus(x)); }
static double elu(double x) { return x > 0 ? x : expm1(x); }
static double selu(double x) { return 1.0507009873554804934 * (x > 0 ? x : 1.6732632423543772848 * expm1(x)); }
static double gelu(double x) { return 0.5 * x * erfc(-x * sqrt(0.5)); }
static double root(double x) { return pow(x, (double)0.3f); }
static double cube(double x) { return pow(x, 3); }
static double power(double x) { return pow((double)1.0001f, x); }
static double hard_swish(double x) { return x * fmax(0, fmin(6, x + 3)) / 6; }
static double round_even(double x) { return rint(x); }

static double gelu_tanh(double x) {
    double u = sqrt(2 / 3.14159265358979323846) * (x + 0.044715 * x * x * x);
    return x / (1 + exp(-2 * u));
}

// The errors in last places that the headers promise; `share` is one that is allowed beside them, as a part of |x|,
// where a function's own value is much smaller than what it is made of.
static const struct {
    uint8_t op;
    float x, y;    // immediates, or the other operand of a power
    double places, share;
    double (*exact)(double);
} functions[] = {
    {WEFT_OP_EXP, 0, 0, 1.1, 0, exp},
    {WEFT_OP_EXPM1, 0, 0, 1.8, 0, expm1},
    {WEFT_OP_LOG, 0, 0, 1, 0, log},
    {WEFT_OP_LOG1P, 0, 0, 1, 0, log1p},
    {WEFT_OP_TANH, 0, 0, 2.5, 0, tanh},
    {WEFT_OP_SIGMOID, 0, 0, 2.5, 0, sigmoid},
    {WEFT_OP_ERF, 0, 0, 1.2, 0, erf},
    {WEFT_OP_SIN, 0, 0, 1.6, 0, sin},
    {WEFT_OP_COS, 0, 0, 1.6, 0, cos},
    {WEFT_OP_SOFTPLUS, 1, INFINITY, 1.8, 0, softplus},
    {WEFT_OP_SQRT, 0, 0, 0.5, 0, sqrt},
    {WEFT_OP_RECIPROCAL, 0, 0, 0.5, 0, reciprocal},
    {WEFT_OP_FLOOR, 0, 0, 0, 0, floor},
    {WEFT_OP_CEIL, 0, 0, 0, 0, ceil},
    {WEFT_OP_ROUND, 0, 0, 0, 0, round_even},
    {WEFT_OP_SOFTSIGN, 0, 0, 1.5, 0, softsign},
    {WEFT_OP_SILU, 0, 0, 3.5, 0, silu},
    {WEFT_OP_MISH, 0, 0, 5, 0, mish},
    {WEFT_OP_ELU, 1, 0, 1.8, 0, elu},
    {WEFT_OP_SELU, 0, 0, 3.5, 0, selu},
    {WEFT_OP_GELU, 0, 0, 2, 0x1p-23, gelu},
    {WEFT_OP_GELU_TANH, 0, 0, 2, 0x1p-22, gelu_tanh},
    {WEFT_OP_HARD_SWISH, 0, 0, 2, 0x1p-23, hard_swish},
    {WEFT_OP_POWER, 0.3f, 0, 0.51, 0, root},
    {WEFT_OP_POWER, 3, 0, 0.51, 0, cube},
    {WEFT_OP_POWER, 1.0001f, 1, 0.51, 0, power},
};

enum { FUNCTIONS = sizeof functions / sizeof functions[0], COUNT = 4096 };

// The distance in units of the last place that the exact value has as a float.
static double places_off(float value, double exact) {
    if (isnan(exact)) return isnan(value) ? 0 : INFINITY;
    if ((double)value == exact || (isinf((float)exact) && value == (float)exact)) return 0;
    // Between the largest float and infinity either may come out.
    if (isnan(value) || isinf(value)) return isinf(value) && fabs(exact) > 0x1.fffffp127 ? 0 : INFINITY;
    int exponent;
    frexp(exact, &exponent);
    if (exponent < -125) exponent = -125;
    return fabs((double)value - exact) / ldexp(1, exponent - 24);
}

static void check_function(weft_check *check, int32_t number, const float *in) {
    float out[COUNT], other = functions[number].x;
    bool is_power = functions[number].op == WEFT_OP_POWER, is_exponent = functions[number].y != 0;
    weft_program program = {.count = 4};
    program.code[0] = (weft_instruction){.op = WEFT_OP_LOAD, .dst = 0, .a = 0};
    program.code[1] = (weft_instruction){.op = WEFT_OP_LOAD, .dst = 1, .a = 1};
    program.code[2] = (weft_instruction){
        .op = functions[number].op, .dst = 2, .a = is_power && is_exponent ? 1 : 0,
        .b = is_power && is_exponent ? 0 : 1,
        .x = functions[number].x, .y = functions[number].y};
    program.code[3] = (weft_instruction){.op = WEFT_OP_STORE, .a = 2, .b = 2};
    weft_operand operands[] = {{(float *)in, COUNT, 1}, {&other, 0, 0}, {out, COUNT, 1}};
    weft_program_run(check->isa, &program, operands, 1, COUNT);
    for (int i = 0; i < COUNT; i++) {
        double exact = functions[number].exact((double)in[i]), off = places_off(out[i], exact);
        double lost = fabs((double)out[i] - exact);
        // Sigmoid, and what is made of it, ends where numbers become subnormal.
        bool is_tiny = fabs(exact) < 0x1p-118 && lost < 0x1p-118;
        if (off <= functions[number].places || is_tiny || lost <= functions[number].share * fabs((double)in[i]))
            continue;
        weft_fails(check, "%s of %a is %a, %.2f places off", weft_op_name(functions[number].op), (double)in[i],
                   (double)out[i], off);
    }
}

void weft_check_maths(weft_check *check) {
    float in[COUNT];
    for (int i = 0; i < COUNT; i++) {
        uint32_t bits = (uint32_t)weft_random(check);
        memcpy(&in[i], &bits, 4);
        // Every other number where functions do something.
        if (i % 2 == 1) in[i] = weft_random_float(check, i % 4 == 1 ? 4 : 100);
    }
    static const float special[] = {0, -0.0f, INFINITY, -INFINITY, NAN, 1, -1, 0x1p-149f, -0x1p-149f, 0x1.fffffep127f};
    memcpy(in, special, sizeof special);
    for (int32_t number = 0; number < FUNCTIONS; number++) check_function(check, number, in);
}
