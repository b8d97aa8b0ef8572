// The block interpreter: each instruction goes over a block of at most WEFT_BLOCK elements before the next one does.
#include "operations.h"

// Element i of line l of a register's block is data[l * pitch + (i & mask)]: a mask and a pitch of 0 are one vector that
// stands for all.
typedef struct program_register {
    const float *data;
    int64_t mask, pitch;
} program_register;

// A block of rows x columns elements at (row, column), worked on as lines of whole vectors. The lines of a direct block are
// its rows, and its operands may be used where they lie; any other is copied together, row behind row, into one line that is
// filled up to whole vectors.
typedef struct program_frame {
    const weft_operand *operands;
    int64_t row, column, rows, columns;
    int64_t lines, width;
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
    return (program_register){to, 0, 0};
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
    for (int64_t i = frame->rows * columns; i < frame->width; i++) *to++ = 1;
}

static void program_scatter(
    const program_frame *frame, const weft_operand *operand, int32_t type, program_register source) {
    int64_t bytes = weft_type_bytes(type), columns = frame->columns;
    float copy[WEFT_BLOCK];
    if (source.mask == 0)
        for (int64_t i = 0; i < columns; i++) copy[i] = *source.data;
    const float *from = source.mask == 0 ? copy : source.data;
    const int64_t pitch = source.mask == 0 ? 0 : frame->is_direct ? source.pitch : columns;
    char *base = (char *)operand->base + program_offset(frame, operand) * bytes;
    for (int64_t r = 0; r < frame->rows; r++, base += operand->row * bytes, from += pitch) {
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

// Copies a register's block to lines `pitch` apart.
WEFT_INLINE void program_copy_lines(
    const program_frame *frame, float *to, int64_t pitch, const program_register *source) {
    for (int64_t l = 0; l < frame->lines; l++)
        for (int64_t i = 0; i < frame->width; i += WEFT_LANES)
            vf_store(to + l * pitch + i, vf_load(source->data + l * source->pitch + (i & source->mask)));
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
    *result = (program_register){to, -1, frame->width};
    if (!frame->is_direct || type != WEFT_TYPE_F32 || operand->column != 1) {
        program_gather(frame, operand, type, to);
    } else if (code->hint == WEFT_HINT_IN_PLACE) {
        *result = (program_register){from, -1, operand->row};
    } else {
        program_copy_lines(frame, to, frame->width, &(program_register){from, -1, operand->row});
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
    program_copy_lines(frame, operand->base + program_offset(frame, operand), operand->row, &source);
}

// One instruction of arithmetic on some lines; the result is how many instructions were done, as a store may be done with it.
WEFT_INLINE int32_t program_arithmetic(program_frame *frame, const weft_instruction *code, int64_t lines) {
    const vf x = vf_set(code->x), y = vf_set(code->y);
    float *to = frame->scratch[code->dst];
    int64_t width = frame->width, pitch = width, mask = -1;
    int32_t done = 1;
    if (code->hint == WEFT_HINT_STORED && frame->is_direct) {
        const weft_operand *operand = &frame->operands[code[1].a];
        if (operand->column == 1) to = operand->base + program_offset(frame, operand), pitch = operand->row, done = 2;
    }
    switch (code->op) {
#define PROGRAM_CASE(upper, lower, inputs)                                                                             \
    case WEFT_OP_##upper: {                                                                                            \
        const program_register ra = frame->registers[code->a];                                                         \
        const program_register rb = inputs > 1 ? frame->registers[code->b] : ra;                                       \
        const program_register rc = inputs > 2 ? frame->registers[code->c] : ra;                                       \
        mask = ra.mask | rb.mask | rc.mask;                                                                            \
        if (mask == 0) to = frame->uniform[code->dst], lines = 1, width = WEFT_LANES, pitch = 0, done = 1;             \
        for (int64_t l = 0; l < lines; l++) {                                                                          \
            const float *la = ra.data + l * ra.pitch, *lb = rb.data + l * rb.pitch, *lc = rc.data + l * rc.pitch;      \
            float *lt = to + l * pitch;                                                                                \
            PROGRAM_UNROLL for (int64_t i = 0; i < width; i += WEFT_LANES) {                                           \
                vf a = vf_load(la + (i & ra.mask));                                                                    \
                vf b = inputs > 1 ? vf_load(lb + (i & rb.mask)) : a;                                                   \
                vf c = inputs > 2 ? vf_load(lc + (i & rc.mask)) : a;                                                   \
                vf_store(lt + i, program_##lower(a, b, c, x, y));                                                      \
            }                                                                                                          \
        }                                                                                                              \
        break;                                                                                                         \
    }
#define PROGRAM_UNROLL _Pragma("clang loop unroll_count(2)")
        WEFT_ARITHMETIC(PROGRAM_CASE)
#undef PROGRAM_CASE
#undef PROGRAM_UNROLL
    }
    frame->registers[code->dst] = (program_register){to, mask, pitch};
    return done;
}

// The one line of a step of a recurrence is most often short: it gets loops of its own, without those over lines.
static int32_t program_arithmetic_line(program_frame *frame, const weft_instruction *code) {
    return program_arithmetic(frame, code, 1);
}

static int32_t program_arithmetic_lines(program_frame *frame, const weft_instruction *code) {
    return program_arithmetic(frame, code, frame->lines);
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
        default:
            i += frame->lines == 1 ? program_arithmetic_line(frame, code) : program_arithmetic_lines(frame, code);
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

// Whether a direct block leaves nothing in the registers' own memory: what is loaded is used where it lies, and each result goes
// to an operand at once.
static bool program_is_passing(const weft_program *program, const weft_operand *operands) {
    for (int32_t i = 0; i < program->count; i++) {
        const weft_instruction *code = &program->code[i];
        if (code->op == WEFT_OP_CONSTANT) continue;
        const bool is_access = code->op == WEFT_OP_LOAD || code->op == WEFT_OP_STORE;
        if (!is_access && code->hint != WEFT_HINT_STORED) return false;
        const weft_operand *operand = &operands[is_access ? code->a : code[1].a];
        const bool is_uniform = code->op == WEFT_OP_LOAD && operand->row == 0 && operand->column == 0;
        const int32_t type = code->op == WEFT_OP_LOAD ? code->b : code->op == WEFT_OP_STORE ? code->c : 0;
        if (type != 0 && type != WEFT_TYPE_F32) return false;
        if (operand->column != 1 && !is_uniform) return false;
        if (code->op == WEFT_OP_LOAD && code->hint != WEFT_HINT_IN_PLACE && !is_uniform) return false;
    }
    return true;
}

// All rows of some columns, as many of them at a time as a block holds.
static void program_run_columns(
    const weft_program *program, program_frame *frame, int64_t rows, int64_t column, int64_t columns, bool is_direct) {
    int64_t step = weft_max(WEFT_BLOCK / columns, 1);
    if (rows > step && is_direct && program_is_passing(program, frame->operands)) step = rows;
    frame->column = column;
    frame->columns = columns;
    frame->is_direct = is_direct;
    for (frame->row = 0; frame->row < rows; frame->row += step) {
        frame->rows = weft_min(rows - frame->row, step);
        frame->lines = is_direct ? frame->rows : 1;
        frame->width = is_direct ? columns : weft_round_up(frame->rows * columns, WEFT_LANES);
        program_block(program, frame);
    }
}

static void program_run(
    const weft_program *program, const weft_operand *given, int64_t rows, int64_t columns) {
    if (rows <= 0 || columns <= 0) return;
    float scratch[WEFT_MAX_REGISTERS][WEFT_BLOCK] __attribute__((aligned(64)));
    float uniform[WEFT_MAX_REGISTERS][WEFT_LANES] __attribute__((aligned(64)));
    weft_operand operands[WEFT_MAX_OPERANDS];
    program_frame frame = {.operands = given, .scratch = scratch, .uniform = uniform};
    for (int32_t r = 0; r < WEFT_MAX_REGISTERS; r++) frame.registers[r] = (program_register){uniform[r], 0, 0};
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
    // Narrow rows that are no whole vectors are copied together; wide ones up to what is left of them.
    int64_t rest = columns % WEFT_LANES;
    if (rest > 0 && rows > 1 && columns < WEFT_BLOCK / 4) rest = columns;
    const int64_t whole = columns - rest;
    for (int64_t column = 0; column < whole; column += WEFT_BLOCK)
        program_run_columns(program, &frame, rows, column, weft_min(whole - column, WEFT_BLOCK), true);
    if (rest > 0) program_run_columns(program, &frame, rows, whole, rest, false);
}
