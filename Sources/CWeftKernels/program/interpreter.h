// The block interpreter: each instruction goes over a block of at most WEFT_BLOCK elements before the next one does.
#include "operations.h"

// Element i of a register's block is data[i & mask]: a mask of 0 is one vector that stands for all.
typedef struct program_register {
    const float *data;
    int64_t mask;
} program_register;

// A block of rows x columns elements at (row, column). A direct block is one row of whole vectors, whose operands may
// be used where they lie; any other is copied together, row behind row, and filled up to whole vectors.
typedef struct program_frame {
    const weft_operand *operands;
    int64_t row, column, rows, columns;
    int64_t count;  // elements, rounded up to whole vectors
    bool is_direct;
    program_register registers[WEFT_MAX_REGISTERS];
    float (*scratch)[WEFT_BLOCK];
    float (*uniform)[WEFT_LANES];  // apart, as a result may stand in the register of an input that stands for all
} program_frame;

WEFT_INLINE int64_t program_offset(const program_frame *frame, const weft_operand *operand) {
    return frame->row * operand->row + frame->column * operand->column;
}

WEFT_INLINE program_register program_uniform(float *to, float value) {
    vf_store(to, vf_set(value));
    return (program_register){to, 0};
}

// Copies an operand's block together; elements of other types are converted.
static void program_gather(const program_frame *frame, const weft_operand *operand, int32_t type, float *to) {
    int64_t bytes = weft_type_bytes(type), columns = frame->columns;
    const char *base = (const char *)operand->base + program_offset(frame, operand) * bytes;
    for (int64_t r = 0; r < frame->rows; r++, base += operand->row * bytes, to += columns) {
        const float *from = (const float *)base;
        if (type != WEFT_TYPE_F32) {
            weft_elements_to_float(to, base, operand->column, type, columns);
        } else if (operand->column == 1) {
            for (int64_t c = 0; c < columns; c++) to[c] = from[c];
        } else {
            for (int64_t c = 0; c < columns; c++) to[c] = from[c * operand->column];
        }
    }
    // What is beyond the end is computed with and thrown away: 1 is harmless to all operations.
    for (int64_t i = frame->rows * columns; i < frame->count; i++) *to++ = 1;
}

static void program_scatter(
    const program_frame *frame, const weft_operand *operand, int32_t type, program_register source) {
    int64_t bytes = weft_type_bytes(type), columns = frame->columns;
    float copy[WEFT_BLOCK];
    if (source.mask == 0)
        for (int64_t i = 0; i < frame->rows * columns; i++) copy[i] = *source.data;
    const float *from = source.mask == 0 ? copy : source.data;
    char *base = (char *)operand->base + program_offset(frame, operand) * bytes;
    for (int64_t r = 0; r < frame->rows; r++, base += operand->row * bytes, from += columns) {
        float *to = (float *)base;
        if (type != WEFT_TYPE_F32) {
            weft_elements_of_float(base, operand->column, type, from, columns);
        } else if (operand->column == 1) {
            for (int64_t c = 0; c < columns; c++) to[c] = from[c];
        } else {
            for (int64_t c = 0; c < columns; c++) to[c * operand->column] = from[c];
        }
    }
}

WEFT_INLINE void program_load(program_frame *frame, const weft_instruction *code) {
    const weft_operand *operand = &frame->operands[code->a];
    int32_t type = code->b == 0 ? WEFT_TYPE_F32 : code->b;
    float *to = frame->scratch[code->dst];
    program_register *result = &frame->registers[code->dst];
    const float *from = operand->base + program_offset(frame, operand);
    if (type == WEFT_TYPE_F32 && operand->column == 0 && (operand->row == 0 || frame->rows == 1)) {
        *result = program_uniform(frame->uniform[code->dst], *from);
        return;
    }
    *result = (program_register){to, -1};
    if (!frame->is_direct || type != WEFT_TYPE_F32 || operand->column != 1) {
        program_gather(frame, operand, type, to);
    } else if (code->hint == WEFT_HINT_IN_PLACE) {
        result->data = from;
    } else {
        for (int64_t i = 0; i < frame->count; i += WEFT_LANES) vf_store(to + i, vf_load(from + i));
    }
}

WEFT_INLINE void program_store(program_frame *frame, const weft_instruction *code) {
    const weft_operand *operand = &frame->operands[code->a];
    int32_t type = code->c == 0 ? WEFT_TYPE_F32 : code->c;
    program_register source = frame->registers[code->b];
    if (!frame->is_direct || type != WEFT_TYPE_F32 || operand->column != 1) {
        program_scatter(frame, operand, type, source);
        return;
    }
    float *to = operand->base + program_offset(frame, operand);
    for (int64_t i = 0; i < frame->count; i += WEFT_LANES) vf_store(to + i, vf_load(source.data + (i & source.mask)));
}

// Where a result goes at once when its store follows; NULL when it goes to its register as usual.
static float *program_stored_target(const program_frame *frame, const weft_instruction *code) {
    const weft_operand *operand = &frame->operands[code[1].a];
    return operand->column == 1 ? operand->base + program_offset(frame, operand) : NULL;
}

// One instruction of arithmetic; the result is how many instructions were done, as a store may be done with it.
static int32_t program_arithmetic(program_frame *frame, const weft_instruction *code) {
    const vf x = vf_set(code->x), y = vf_set(code->y);
    float *to = frame->scratch[code->dst];
    int64_t count = frame->count, mask = -1;
    int32_t done = 1;
    if (code->hint == WEFT_HINT_STORED && frame->is_direct) {
        float *stored = program_stored_target(frame, code);
        if (stored != NULL) to = stored, done = 2;
    }
    switch (code->op) {
#define PROGRAM_CASE(upper, lower, inputs)                                                                             \
    case WEFT_OP_##upper: {                                                                                            \
        const program_register ra = frame->registers[code->a];                                                         \
        const program_register rb = inputs > 1 ? frame->registers[code->b] : ra;                                       \
        const program_register rc = inputs > 2 ? frame->registers[code->c] : ra;                                       \
        mask = ra.mask | rb.mask | rc.mask;                                                                            \
        if (mask == 0) to = frame->uniform[code->dst], count = WEFT_LANES, done = 1;                                   \
        PROGRAM_UNROLL for (int64_t i = 0; i < count; i += WEFT_LANES) {                                               \
            vf a = vf_load(ra.data + (i & ra.mask));                                                                   \
            vf b = inputs > 1 ? vf_load(rb.data + (i & rb.mask)) : a;                                                  \
            vf c = inputs > 2 ? vf_load(rc.data + (i & rc.mask)) : a;                                                  \
            vf_store(to + i, program_##lower(a, b, c, x, y));                                                          \
        }                                                                                                              \
        break;                                                                                                         \
    }
#define PROGRAM_UNROLL _Pragma("clang loop unroll_count(2)")
        WEFT_ARITHMETIC(PROGRAM_CASE)
#undef PROGRAM_CASE
#undef PROGRAM_UNROLL
    }
    frame->registers[code->dst] = (program_register){to, mask};
    return done;
}

static void program_block(const weft_program *program, program_frame *frame) {
    for (int32_t i = 0; i < program->count;) {
        const weft_instruction *code = &program->code[i];
        switch (code->op) {
        case WEFT_OP_LOAD: program_load(frame, code), i++; break;
        case WEFT_OP_STORE: program_store(frame, code), i++; break;
        case WEFT_OP_CONSTANT:
            frame->registers[code->dst] = program_uniform(frame->uniform[code->dst], code->x);
            i++;
            break;
        default: i += program_arithmetic(frame, code);
        }
    }
}

// Sees rows that follow each other without a gap as one row, and a single column as a row.
WEFT_INLINE void program_flatten(
    const weft_program *program, weft_operand *operands, int64_t *rows, int64_t *columns) {
    bool is_flat = true, is_column = *columns == 1;
    for (int32_t i = 0; i < program->count; i++) {
        if (program->code[i].op != WEFT_OP_LOAD && program->code[i].op != WEFT_OP_STORE) continue;
        const weft_operand *operand = &operands[program->code[i].a];
        is_flat = is_flat && operand->row == *columns * operand->column;
    }
    if (is_column) {
        for (int32_t i = 0; i < WEFT_MAX_OPERANDS; i++) operands[i].column = operands[i].row;
    }
    if (!is_flat && !is_column) return;
    *columns *= *rows;
    *rows = 1;
}

static void program_run_rows(const weft_program *program, program_frame *frame, int64_t rows, int64_t columns) {
    for (frame->row = 0; frame->row < rows; frame->row++) {
        for (int64_t start = 0; start < columns; start += WEFT_BLOCK) {
            int64_t count = columns - start < WEFT_BLOCK ? columns - start : WEFT_BLOCK;
            int64_t rest = count % WEFT_LANES;
            frame->column = start;
            frame->columns = frame->count = count - rest;
            frame->is_direct = true;
            if (frame->count > 0) program_block(program, frame);
            if (rest == 0) continue;
            frame->column = start + count - rest;
            frame->columns = rest;
            frame->count = WEFT_LANES;
            frame->is_direct = false;
            program_block(program, frame);
        }
    }
}

static void program_run(
    const weft_program *program, const weft_operand *given, int64_t rows, int64_t columns) {
    if (rows <= 0 || columns <= 0) return;
    float scratch[WEFT_MAX_REGISTERS][WEFT_BLOCK] __attribute__((aligned(64)));
    float uniform[WEFT_MAX_REGISTERS][WEFT_LANES] __attribute__((aligned(64)));
    weft_operand operands[WEFT_MAX_OPERANDS];
    program_frame frame = {.operands = given, .rows = 1, .scratch = scratch, .uniform = uniform};
    for (int32_t r = 0; r < WEFT_MAX_REGISTERS; r++) frame.registers[r] = (program_register){uniform[r], 0};
    if (rows > 1) {
        int32_t used = 0;
        for (int32_t i = 0; i < program->count; i++) {
            const weft_instruction *code = &program->code[i];
            if ((code->op == WEFT_OP_LOAD || code->op == WEFT_OP_STORE) && code->a >= used) used = code->a + 1;
        }
        for (int32_t i = 0; i < WEFT_MAX_OPERANDS; i++) operands[i] = i < used ? given[i] : (weft_operand){0};
        program_flatten(program, operands, &rows, &columns);
        frame.operands = operands;
    }
    if (rows == 1 || columns >= WEFT_BLOCK / 4) {
        program_run_rows(program, &frame, rows, columns);
        return;
    }
    int64_t step = WEFT_BLOCK / columns;
    frame.columns = columns;
    for (frame.row = 0; frame.row < rows; frame.row += step) {
        frame.rows = rows - frame.row < step ? rows - frame.row : step;
        frame.count = (frame.rows * columns + WEFT_LANES - 1) / WEFT_LANES * WEFT_LANES;
        program_block(program, &frame);
    }
}
