// What each operation of a program does to vectors: one line for each of WEFT_ARITHMETIC, with inputs a, b, c and
// immediates x, y. Formulas are those of the reference interpreter.

#define PROGRAM_OPERATION(name, expression)                                                                            \
    WEFT_INLINE vf program_##name(vf a, vf b, vf c, vf x, vf y) {                                                      \
        (void)a, (void)b, (void)c, (void)x, (void)y;                                                                   \
        return expression;                                                                                             \
    }

#define ZERO vf_set(0.0f)
#define ONE vf_set(1.0f)
// Masks of 0 and -1 as 0 and 1.
#define TRUTH(mask) vf_select(mask, ONE, ZERO)
#define RELU(value) vf_max(value, ZERO)
// x > 0 ? x : the exponential side.
#define ELU_SIDES(value, low) vf_select((value) > 0.0f, value, low)

PROGRAM_OPERATION(copy, a)
PROGRAM_OPERATION(add, a + b)
PROGRAM_OPERATION(subtract, a - b)
PROGRAM_OPERATION(multiply, a *b)
PROGRAM_OPERATION(divide, a / b)
PROGRAM_OPERATION(power, vf_power(a, b))
PROGRAM_OPERATION(remainder, vf_remainder(a, b))
PROGRAM_OPERATION(maximum, vf_maximum(a, b))
PROGRAM_OPERATION(minimum, vf_minimum(a, b))
PROGRAM_OPERATION(equal, TRUTH(a == b))
PROGRAM_OPERATION(not_equal, TRUTH(a != b))
PROGRAM_OPERATION(less, TRUTH(a < b))
PROGRAM_OPERATION(less_equal, TRUTH(a <= b))
PROGRAM_OPERATION(greater, TRUTH(a > b))
PROGRAM_OPERATION(greater_equal, TRUTH(a >= b))
PROGRAM_OPERATION(and, TRUTH((a != ZERO) & (b != ZERO)))
PROGRAM_OPERATION(or, TRUTH((a != ZERO) | (b != ZERO)))
PROGRAM_OPERATION(not, TRUTH(a == ZERO))
PROGRAM_OPERATION(prelu, vf_select(a < ZERO, a *b, a))
PROGRAM_OPERATION(fma, vf_fma(a, b, c))
PROGRAM_OPERATION(add_relu, RELU(a + b))
PROGRAM_OPERATION(fma_relu, RELU(vf_fma(a, b, c)))
PROGRAM_OPERATION(select, vf_select(a != ZERO, b, c))
PROGRAM_OPERATION(scale, vf_fma(a, x, y))
PROGRAM_OPERATION(clamp, vf_minimum(vf_maximum(a, x), y))
PROGRAM_OPERATION(negate, -a)
PROGRAM_OPERATION(reciprocal, ONE / a)
PROGRAM_OPERATION(square, a *a)
PROGRAM_OPERATION(abs, vf_abs(a))
PROGRAM_OPERATION(sign, vf_select(a > ZERO, ONE, vf_select(a < ZERO, -ONE, a)))
PROGRAM_OPERATION(sqrt, __builtin_elementwise_sqrt(a))
PROGRAM_OPERATION(exp, vf_exp(a))
PROGRAM_OPERATION(expm1, vf_expm1(a))
PROGRAM_OPERATION(log, vf_log(a))
PROGRAM_OPERATION(log1p, vf_log1p(a))
PROGRAM_OPERATION(sin, vf_sin(a))
PROGRAM_OPERATION(cos, vf_cos(a))
PROGRAM_OPERATION(erf, vf_erf(a))
PROGRAM_OPERATION(floor, __builtin_elementwise_floor(a))
PROGRAM_OPERATION(ceil, __builtin_elementwise_ceil(a))
PROGRAM_OPERATION(round, __builtin_elementwise_roundeven(a))
PROGRAM_OPERATION(relu, RELU(a))
PROGRAM_OPERATION(leaky_relu, vf_select(a < ZERO, a *x, a))
PROGRAM_OPERATION(elu, ELU_SIDES(a, x *vf_expm1(a)))
PROGRAM_OPERATION(celu, ELU_SIDES(a, x *vf_expm1(a / x)))
PROGRAM_OPERATION(
    selu, vf_set(1.0507009873554804934f) * ELU_SIDES(a, vf_set(1.6732632423543772848f) * vf_expm1(a)))
PROGRAM_OPERATION(gelu, vf_gelu(a))
PROGRAM_OPERATION(gelu_tanh, vf_gelu_tanh(a))
PROGRAM_OPERATION(silu, a *vf_sigmoid(a))
PROGRAM_OPERATION(mish, vf_mish(a))
PROGRAM_OPERATION(softplus, vf_select(a *x > y, a, vf_softplus(a *x) / x))
PROGRAM_OPERATION(softsign, a / (ONE + vf_abs(a)))
PROGRAM_OPERATION(sigmoid, vf_sigmoid(a))
PROGRAM_OPERATION(tanh, vf_tanh(a))
PROGRAM_OPERATION(hard_sigmoid, vf_maximum(ZERO, vf_minimum(ONE, vf_fma(a, x, y))))
PROGRAM_OPERATION(hard_swish, a *(vf_maximum(ZERO, vf_minimum(vf_set(6.0f), a + vf_set(3.0f))) / vf_set(6.0f)))

#undef RELU
#undef ELU_SIDES
#undef TRUTH
#undef ONE
#undef ZERO
#undef PROGRAM_OPERATION
