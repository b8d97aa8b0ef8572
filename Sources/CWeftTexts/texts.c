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
#embed "zoo/alexnet.weft" suffix(, )
    0};

static const unsigned char text8[] = {
#embed "zoo/blocks/densenet.weft" suffix(, )
    0};

static const unsigned char text9[] = {
#embed "zoo/blocks/resnet.weft" suffix(, )
    0};

static const unsigned char text10[] = {
#embed "zoo/blocks/squeezenet.weft" suffix(, )
    0};

static const unsigned char text11[] = {
#embed "zoo/blocks/vgg.weft" suffix(, )
    0};

static const unsigned char text12[] = {
#embed "zoo/captioner.weft" suffix(, )
    0};

static const unsigned char text13[] = {
#embed "zoo/char_lstm.weft" suffix(, )
    0};

static const unsigned char text14[] = {
#embed "zoo/densenet121.weft" suffix(, )
    0};

static const unsigned char text15[] = {
#embed "zoo/densenet201.weft" suffix(, )
    0};

static const unsigned char text16[] = {
#embed "zoo/forecaster.weft" suffix(, )
    0};

static const unsigned char text17[] = {
#embed "zoo/googlenet.weft" suffix(, )
    0};

static const unsigned char text18[] = {
#embed "zoo/inception_v3.weft" suffix(, )
    0};

static const unsigned char text19[] = {
#embed "zoo/lenet5.weft" suffix(, )
    0};

static const unsigned char text20[] = {
#embed "zoo/mgu_sentiment.weft" suffix(, )
    0};

static const unsigned char text21[] = {
#embed "zoo/mlp.weft" suffix(, )
    0};

static const unsigned char text22[] = {
#embed "zoo/resnet101.weft" suffix(, )
    0};

static const unsigned char text23[] = {
#embed "zoo/resnet152.weft" suffix(, )
    0};

static const unsigned char text24[] = {
#embed "zoo/resnet18.weft" suffix(, )
    0};

static const unsigned char text25[] = {
#embed "zoo/resnet34.weft" suffix(, )
    0};

static const unsigned char text26[] = {
#embed "zoo/resnet50.weft" suffix(, )
    0};

static const unsigned char text27[] = {
#embed "zoo/resnext50_32x4d.weft" suffix(, )
    0};

static const unsigned char text28[] = {
#embed "zoo/row_gru.weft" suffix(, )
    0};

static const unsigned char text29[] = {
#embed "zoo/squeezenet1_0.weft" suffix(, )
    0};

static const unsigned char text30[] = {
#embed "zoo/squeezenet1_1.weft" suffix(, )
    0};

static const unsigned char text31[] = {
#embed "zoo/text_cnn.weft" suffix(, )
    0};

static const unsigned char text32[] = {
#embed "zoo/unet.weft" suffix(, )
    0};

static const unsigned char text33[] = {
#embed "zoo/vgg11.weft" suffix(, )
    0};

static const unsigned char text34[] = {
#embed "zoo/vgg11_bn.weft" suffix(, )
    0};

static const unsigned char text35[] = {
#embed "zoo/vgg16.weft" suffix(, )
    0};

static const unsigned char text36[] = {
#embed "zoo/vgg16_bn.weft" suffix(, )
    0};

static const unsigned char text37[] = {
#embed "zoo/vgg19.weft" suffix(, )
    0};

static const unsigned char text38[] = {
#embed "zoo/vgg19_bn.weft" suffix(, )
    0};

static const unsigned char text39[] = {
#embed "zoo/video_labeller.weft" suffix(, )
    0};

static const unsigned char text40[] = {
#embed "zoo/wide_resnet50_2.weft" suffix(, )
    0};

static const weft_text texts[] = {
    {"prelude/convolution.weft", text0, sizeof text0 - 1},
    {"prelude/decoding.weft", text1, sizeof text1 - 1},
    {"prelude/dense.weft", text2, sizeof text2 - 1},
    {"prelude/losses.weft", text3, sizeof text3 - 1},
    {"prelude/normalization.weft", text4, sizeof text4 - 1},
    {"prelude/pooling.weft", text5, sizeof text5 - 1},
    {"prelude/recurrence.weft", text6, sizeof text6 - 1},
    {"zoo/alexnet.weft", text7, sizeof text7 - 1},
    {"zoo/blocks/densenet.weft", text8, sizeof text8 - 1},
    {"zoo/blocks/resnet.weft", text9, sizeof text9 - 1},
    {"zoo/blocks/squeezenet.weft", text10, sizeof text10 - 1},
    {"zoo/blocks/vgg.weft", text11, sizeof text11 - 1},
    {"zoo/captioner.weft", text12, sizeof text12 - 1},
    {"zoo/char_lstm.weft", text13, sizeof text13 - 1},
    {"zoo/densenet121.weft", text14, sizeof text14 - 1},
    {"zoo/densenet201.weft", text15, sizeof text15 - 1},
    {"zoo/forecaster.weft", text16, sizeof text16 - 1},
    {"zoo/googlenet.weft", text17, sizeof text17 - 1},
    {"zoo/inception_v3.weft", text18, sizeof text18 - 1},
    {"zoo/lenet5.weft", text19, sizeof text19 - 1},
    {"zoo/mgu_sentiment.weft", text20, sizeof text20 - 1},
    {"zoo/mlp.weft", text21, sizeof text21 - 1},
    {"zoo/resnet101.weft", text22, sizeof text22 - 1},
    {"zoo/resnet152.weft", text23, sizeof text23 - 1},
    {"zoo/resnet18.weft", text24, sizeof text24 - 1},
    {"zoo/resnet34.weft", text25, sizeof text25 - 1},
    {"zoo/resnet50.weft", text26, sizeof text26 - 1},
    {"zoo/resnext50_32x4d.weft", text27, sizeof text27 - 1},
    {"zoo/row_gru.weft", text28, sizeof text28 - 1},
    {"zoo/squeezenet1_0.weft", text29, sizeof text29 - 1},
    {"zoo/squeezenet1_1.weft", text30, sizeof text30 - 1},
    {"zoo/text_cnn.weft", text31, sizeof text31 - 1},
    {"zoo/unet.weft", text32, sizeof text32 - 1},
    {"zoo/vgg11.weft", text33, sizeof text33 - 1},
    {"zoo/vgg11_bn.weft", text34, sizeof text34 - 1},
    {"zoo/vgg16.weft", text35, sizeof text35 - 1},
    {"zoo/vgg16_bn.weft", text36, sizeof text36 - 1},
    {"zoo/vgg19.weft", text37, sizeof text37 - 1},
    {"zoo/vgg19_bn.weft", text38, sizeof text38 - 1},
    {"zoo/video_labeller.weft", text39, sizeof text39 - 1},
    {"zoo/wide_resnet50_2.weft", text40, sizeof text40 - 1},
    {NULL, NULL, 0},
};

size_t weft_text_count(void) { return sizeof texts / sizeof texts[0] - 1; }

weft_text weft_text_at(size_t index) {
    return texts[index < weft_text_count() ? index : weft_text_count()];
}
