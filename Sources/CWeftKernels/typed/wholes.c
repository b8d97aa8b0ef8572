#include "../movement/failure.h"
#include "numbers.h"
#include "programs.h"

bool weft_typed_has_whole(int32_t op) {
    switch (op) {
    case WEFT_OP_LOAD: case WEFT_OP_STORE: case WEFT_OP_CONSTANT: case WEFT_OP_COPY: case WEFT_OP_ADD:
    case WEFT_OP_SUBTRACT: case WEFT_OP_MULTIPLY: case WEFT_OP_DIVIDE: case WEFT_OP_POWER: case WEFT_OP_REMAINDER:
    case WEFT_OP_MAXIMUM: case WEFT_OP_MINIMUM: case WEFT_OP_EQUAL: case WEFT_OP_NOT_EQUAL: case WEFT_OP_LESS:
    case WEFT_OP_LESS_EQUAL: case WEFT_OP_GREATER: case WEFT_OP_GREATER_EQUAL: case WEFT_OP_AND: case WEFT_OP_OR:
    case WEFT_OP_NOT: case WEFT_OP_FMA: case WEFT_OP_SELECT: case WEFT_OP_CLAMP: case WEFT_OP_NEGATE:
    case WEFT_OP_SQUARE: case WEFT_OP_ABS: case WEFT_OP_SIGN: case WEFT_OP_RELU: case WEFT_OP_BITWISE_AND:
    case WEFT_OP_BITWISE_OR: case WEFT_OP_BITWISE_XOR: case WEFT_OP_BITWISE_NOT: case WEFT_OP_SHIFT_LEFT:
    case WEFT_OP_SHIFT_RIGHT: case WEFT_OP_FMOD:
        return true;
    default: return false;
    }
}

static int64_t held(int64_t a, int64_t low, int64_t high, int64_t bias) {
    int64_t raised = (a ^ bias) > (low ^ bias) ? a : low;
    return (raised ^ bias) < (high ^ bias) ? raised : high;
}

static int64_t shifted(uint8_t op, int64_t a, int64_t b) {
    if ((uint64_t)b >= 64) return 0;
    return (int64_t)(op == WEFT_OP_SHIFT_LEFT ? (uint64_t)a << b : (uint64_t)a >> b);
}

// Without the operations that can fail.
static int64_t value_of(
    const weft_instruction *code, int32_t type, int64_t a, int64_t b, int64_t c, int64_t x, int64_t y) {
    int64_t bias = weft_order_bias(type), left = a ^ bias, right = b ^ bias;
    bool is_signed = weft_type_is_signed(type);
    switch (code->op) {
    case WEFT_OP_CONSTANT: return x;
    case WEFT_OP_ADD: return weft_added(a, b);
    case WEFT_OP_SUBTRACT: return weft_subtracted(a, b);
    case WEFT_OP_MULTIPLY: return weft_multiplied(a, b);
    case WEFT_OP_DIVIDE: return weft_divided(a, b, type);
    case WEFT_OP_REMAINDER: return weft_remainder(a, b, type);
    case WEFT_OP_POWER: return weft_power(a, (uint64_t)b);
    case WEFT_OP_MAXIMUM: return left > right ? a : b;
    case WEFT_OP_MINIMUM: return left < right ? a : b;
    case WEFT_OP_EQUAL: return a == b;
    case WEFT_OP_NOT_EQUAL: return a != b;
    case WEFT_OP_LESS: return left < right;
    case WEFT_OP_LESS_EQUAL: return left <= right;
    case WEFT_OP_GREATER: return left > right;
    case WEFT_OP_GREATER_EQUAL: return left >= right;
    case WEFT_OP_AND: return a != 0 && b != 0;
    case WEFT_OP_OR: return a != 0 || b != 0;
    case WEFT_OP_NOT: return a == 0;
    case WEFT_OP_FMA: return weft_added(weft_multiplied(a, b), c);
    case WEFT_OP_SELECT: return a != 0 ? b : c;
    case WEFT_OP_CLAMP: return held(a, x, y, bias);
    case WEFT_OP_NEGATE: return weft_subtracted(0, a);
    case WEFT_OP_SQUARE: return weft_multiplied(a, a);
    case WEFT_OP_ABS: return is_signed && a < 0 ? weft_subtracted(0, a) : a;
    case WEFT_OP_SIGN: return a == 0 ? 0 : is_signed && a < 0 ? -1 : 1;
    case WEFT_OP_BITWISE_AND: return a & b;
    case WEFT_OP_BITWISE_OR: return a | b;
    case WEFT_OP_BITWISE_XOR: return a ^ b;
    case WEFT_OP_BITWISE_NOT: return ~a;
    case WEFT_OP_SHIFT_LEFT: case WEFT_OP_SHIFT_RIGHT: return shifted(code->op, a, b);
    case WEFT_OP_FMOD: return type == WEFT_TYPE_U64 ? (int64_t)((uint64_t)a % (uint64_t)b) : b == -1 ? 0 : a % b;
    case WEFT_OP_RELU: return is_signed && a < 0 ? 0 : a;
    default: return a;
    }
}

void weft_typed_whole(
    const weft_instruction *code, const weft_constant *constants, int32_t type,
    int64_t (*registers)[WEFT_TYPED_BLOCK], int64_t count, int64_t position, const weft_worker *worker) {
    const int64_t *a = registers[code->a], *b = registers[code->b], *c = registers[code->c];
    int64_t *to = registers[code->dst];
    int64_t x = constants[(int)code->x].whole, y = constants[(int)code->y].whole;
    bool divides = code->op == WEFT_OP_DIVIDE || code->op == WEFT_OP_REMAINDER || code->op == WEFT_OP_FMOD;
    bool raises = code->op == WEFT_OP_POWER && weft_type_is_signed(type);
    for (int64_t i = 0; i < count; i++) {
        if ((divides && b[i] == 0) || (raises && b[i] < 0)) {
            if (divides) weft_fail(worker, WEFT_FAILURE_DIVISOR, position + i, 0, 1, INT64_MAX);
            else weft_fail(worker, WEFT_FAILURE_EXPONENT, position + i, b[i], 0, INT64_MAX);
            to[i] = 0;
        } else {
            to[i] = weft_wrapped(value_of(code, type, a[i], b[i], c[i], x, y), type);
        }
    }
}
