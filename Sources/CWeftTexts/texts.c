// Written by tools/texts.sh; #embed reads the texts themselves whenever one has changed.
#include "CWeftTexts.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char text0[] = {
#embed "prelude/convolution.weft" suffix(, )
    0};

static const unsigned char text1[] = {
#embed "prelude/decoding.weft" suffix(, )
    0};

static const unsigned char text2[] = {
#embed "prelude/dense.weft" suffix(, )
    0};

static const unsigned char text3[] = {
#embed "prelude/losses.weft" suffix(, )
    0};

static const unsigned char text4[] = {
#embed "prelude/normalization.weft" suffix(, )
    0};

static const unsigned char text5[] = {
#embed "prelude/pooling.weft" suffix(, )
    0};

static const unsigned char text6[] = {
#embed "prelude/recurrence.weft" suffix(, )
    0};

static const unsigned char text7[] = {
#embed "zoo/captioner.weft" suffix(, )
    0};

static const unsigned char text8[] = {
#embed "zoo/char_lstm.weft" suffix(, )
    0};

static const unsigned char text9[] = {
#embed "zoo/forecaster.weft" suffix(, )
    0};

static const unsigned char text10[] = {
#embed "zoo/lenet5.weft" suffix(, )
    0};

static const unsigned char text11[] = {
#embed "zoo/mgu_sentiment.weft" suffix(, )
    0};

static const unsigned char text12[] = {
#embed "zoo/mlp.weft" suffix(, )
    0};

static const unsigned char text13[] = {
#embed "zoo/resnet18.weft" suffix(, )
    0};

static const unsigned char text14[] = {
#embed "zoo/row_gru.weft" suffix(, )
    0};

static const unsigned char text15[] = {
#embed "zoo/text_cnn.weft" suffix(, )
    0};

static const unsigned char text16[] = {
#embed "zoo/unet.weft" suffix(, )
    0};

static const unsigned char text17[] = {
#embed "zoo/video_labeller.weft" suffix(, )
    0};

static const weft_text texts[] = {
    {"prelude/convolution.weft", text0, sizeof text0 - 1},
    {"prelude/decoding.weft", text1, sizeof text1 - 1},
    {"prelude/dense.weft", text2, sizeof text2 - 1},
    {"prelude/losses.weft", text3, sizeof text3 - 1},
    {"prelude/normalization.weft", text4, sizeof text4 - 1},
    {"prelude/pooling.weft", text5, sizeof text5 - 1},
    {"prelude/recurrence.weft", text6, sizeof text6 - 1},
    {"zoo/captioner.weft", text7, sizeof text7 - 1},
    {"zoo/char_lstm.weft", text8, sizeof text8 - 1},
    {"zoo/forecaster.weft", text9, sizeof text9 - 1},
    {"zoo/lenet5.weft", text10, sizeof text10 - 1},
    {"zoo/mgu_sentiment.weft", text11, sizeof text11 - 1},
    {"zoo/mlp.weft", text12, sizeof text12 - 1},
    {"zoo/resnet18.weft", text13, sizeof text13 - 1},
    {"zoo/row_gru.weft", text14, sizeof text14 - 1},
    {"zoo/text_cnn.weft", text15, sizeof text15 - 1},
    {"zoo/unet.weft", text16, sizeof text16 - 1},
    {"zoo/video_labeller.weft", text17, sizeof text17 - 1},
    {NULL, NULL, 0},
};

size_t weft_text_count(void) { return sizeof texts / sizeof texts[0] - 1; }

weft_text weft_text_at(size_t index) {
    return texts[index < weft_text_count() ? index : weft_text_count()];
}
