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
#embed "zoo/blocks/cells.weft" suffix(, )
    0};

static const unsigned char text9[] = {
#embed "zoo/blocks/coco.weft" suffix(, )
    0};

static const unsigned char text10[] = {
#embed "zoo/blocks/densenet.weft" suffix(, )
    0};

static const unsigned char text11[] = {
#embed "zoo/blocks/efficientnet.weft" suffix(, )
    0};

static const unsigned char text12[] = {
#embed "zoo/blocks/imagenet.weft" suffix(, )
    0};

static const unsigned char text13[] = {
#embed "zoo/blocks/kinetics.weft" suffix(, )
    0};

static const unsigned char text14[] = {
#embed "zoo/blocks/mobile.weft" suffix(, )
    0};

static const unsigned char text15[] = {
#embed "zoo/blocks/mobilenet_v3.weft" suffix(, )
    0};

static const unsigned char text16[] = {
#embed "zoo/blocks/resnet.weft" suffix(, )
    0};

static const unsigned char text17[] = {
#embed "zoo/blocks/segmentation.weft" suffix(, )
    0};

static const unsigned char text18[] = {
#embed "zoo/blocks/squeezenet.weft" suffix(, )
    0};

static const unsigned char text19[] = {
#embed "zoo/blocks/vgg.weft" suffix(, )
    0};

static const unsigned char text20[] = {
#embed "zoo/c3d.weft" suffix(, )
    0};

static const unsigned char text21[] = {
#embed "zoo/captioner.weft" suffix(, )
    0};

static const unsigned char text22[] = {
#embed "zoo/char_lstm.weft" suffix(, )
    0};

static const unsigned char text23[] = {
#embed "zoo/conv_lstm.weft" suffix(, )
    0};

static const unsigned char text24[] = {
#embed "zoo/convnext_tiny.weft" suffix(, )
    0};

static const unsigned char text25[] = {
#embed "zoo/crnn.weft" suffix(, )
    0};

static const unsigned char text26[] = {
#embed "zoo/deep_speech2.weft" suffix(, )
    0};

static const unsigned char text27[] = {
#embed "zoo/deeplabv3_resnet50.weft" suffix(, )
    0};

static const unsigned char text28[] = {
#embed "zoo/densenet121.weft" suffix(, )
    0};

static const unsigned char text29[] = {
#embed "zoo/densenet201.weft" suffix(, )
    0};

static const unsigned char text30[] = {
#embed "zoo/efficientnet_b0.weft" suffix(, )
    0};

static const unsigned char text31[] = {
#embed "zoo/efficientnet_b1.weft" suffix(, )
    0};

static const unsigned char text32[] = {
#embed "zoo/efficientnet_b2.weft" suffix(, )
    0};

static const unsigned char text33[] = {
#embed "zoo/efficientnet_b3.weft" suffix(, )
    0};

static const unsigned char text34[] = {
#embed "zoo/espcn.weft" suffix(, )
    0};

static const unsigned char text35[] = {
#embed "zoo/fcn_resnet50.weft" suffix(, )
    0};

static const unsigned char text36[] = {
#embed "zoo/forecaster.weft" suffix(, )
    0};

static const unsigned char text37[] = {
#embed "zoo/fsrcnn.weft" suffix(, )
    0};

static const unsigned char text38[] = {
#embed "zoo/googlenet.weft" suffix(, )
    0};

static const unsigned char text39[] = {
#embed "zoo/inception_v3.weft" suffix(, )
    0};

static const unsigned char text40[] = {
#embed "zoo/indrnn.weft" suffix(, )
    0};

static const unsigned char text41[] = {
#embed "zoo/layer_norm_lstm.weft" suffix(, )
    0};

static const unsigned char text42[] = {
#embed "zoo/lenet5.weft" suffix(, )
    0};

static const unsigned char text43[] = {
#embed "zoo/mgu_sentiment.weft" suffix(, )
    0};

static const unsigned char text44[] = {
#embed "zoo/mlp.weft" suffix(, )
    0};

static const unsigned char text45[] = {
#embed "zoo/mnasnet1_0.weft" suffix(, )
    0};

static const unsigned char text46[] = {
#embed "zoo/mobilenet_v2.weft" suffix(, )
    0};

static const unsigned char text47[] = {
#embed "zoo/mobilenet_v3_large.weft" suffix(, )
    0};

static const unsigned char text48[] = {
#embed "zoo/mobilenet_v3_small.weft" suffix(, )
    0};

static const unsigned char text49[] = {
#embed "zoo/nested_lstm.weft" suffix(, )
    0};

static const unsigned char text50[] = {
#embed "zoo/peephole_lstm.weft" suffix(, )
    0};

static const unsigned char text51[] = {
#embed "zoo/ptb_lstm.weft" suffix(, )
    0};

static const unsigned char text52[] = {
#embed "zoo/qrnn.weft" suffix(, )
    0};

static const unsigned char text53[] = {
#embed "zoo/r3d_18.weft" suffix(, )
    0};

static const unsigned char text54[] = {
#embed "zoo/regnet_y_400mf.weft" suffix(, )
    0};

static const unsigned char text55[] = {
#embed "zoo/resnet101.weft" suffix(, )
    0};

static const unsigned char text56[] = {
#embed "zoo/resnet152.weft" suffix(, )
    0};

static const unsigned char text57[] = {
#embed "zoo/resnet18.weft" suffix(, )
    0};

static const unsigned char text58[] = {
#embed "zoo/resnet34.weft" suffix(, )
    0};

static const unsigned char text59[] = {
#embed "zoo/resnet50.weft" suffix(, )
    0};

static const unsigned char text60[] = {
#embed "zoo/resnext50_32x4d.weft" suffix(, )
    0};

static const unsigned char text61[] = {
#embed "zoo/row_gru.weft" suffix(, )
    0};

static const unsigned char text62[] = {
#embed "zoo/sentiment_bilstm.weft" suffix(, )
    0};

static const unsigned char text63[] = {
#embed "zoo/seq2seq_attention.weft" suffix(, )
    0};

static const unsigned char text64[] = {
#embed "zoo/show_and_tell.weft" suffix(, )
    0};

static const unsigned char text65[] = {
#embed "zoo/shufflenet_v2_x1_0.weft" suffix(, )
    0};

static const unsigned char text66[] = {
#embed "zoo/squeezenet1_0.weft" suffix(, )
    0};

static const unsigned char text67[] = {
#embed "zoo/squeezenet1_1.weft" suffix(, )
    0};

static const unsigned char text68[] = {
#embed "zoo/sru.weft" suffix(, )
    0};

static const unsigned char text69[] = {
#embed "zoo/ssd300_vgg16.weft" suffix(, )
    0};

static const unsigned char text70[] = {
#embed "zoo/stacked_birnn.weft" suffix(, )
    0};

static const unsigned char text71[] = {
#embed "zoo/tcn.weft" suffix(, )
    0};

static const unsigned char text72[] = {
#embed "zoo/text_cnn.weft" suffix(, )
    0};

static const unsigned char text73[] = {
#embed "zoo/tiny_yolo.weft" suffix(, )
    0};

static const unsigned char text74[] = {
#embed "zoo/unet.weft" suffix(, )
    0};

static const unsigned char text75[] = {
#embed "zoo/vgg11.weft" suffix(, )
    0};

static const unsigned char text76[] = {
#embed "zoo/vgg11_bn.weft" suffix(, )
    0};

static const unsigned char text77[] = {
#embed "zoo/vgg16.weft" suffix(, )
    0};

static const unsigned char text78[] = {
#embed "zoo/vgg16_bn.weft" suffix(, )
    0};

static const unsigned char text79[] = {
#embed "zoo/vgg19.weft" suffix(, )
    0};

static const unsigned char text80[] = {
#embed "zoo/vgg19_bn.weft" suffix(, )
    0};

static const unsigned char text81[] = {
#embed "zoo/video_labeller.weft" suffix(, )
    0};

static const unsigned char text82[] = {
#embed "zoo/voice_detector.weft" suffix(, )
    0};

static const unsigned char text83[] = {
#embed "zoo/wavenet.weft" suffix(, )
    0};

static const unsigned char text84[] = {
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
    {"zoo/blocks/cells.weft", text8, sizeof text8 - 1},
    {"zoo/blocks/coco.weft", text9, sizeof text9 - 1},
    {"zoo/blocks/densenet.weft", text10, sizeof text10 - 1},
    {"zoo/blocks/efficientnet.weft", text11, sizeof text11 - 1},
    {"zoo/blocks/imagenet.weft", text12, sizeof text12 - 1},
    {"zoo/blocks/kinetics.weft", text13, sizeof text13 - 1},
    {"zoo/blocks/mobile.weft", text14, sizeof text14 - 1},
    {"zoo/blocks/mobilenet_v3.weft", text15, sizeof text15 - 1},
    {"zoo/blocks/resnet.weft", text16, sizeof text16 - 1},
    {"zoo/blocks/segmentation.weft", text17, sizeof text17 - 1},
    {"zoo/blocks/squeezenet.weft", text18, sizeof text18 - 1},
    {"zoo/blocks/vgg.weft", text19, sizeof text19 - 1},
    {"zoo/c3d.weft", text20, sizeof text20 - 1},
    {"zoo/captioner.weft", text21, sizeof text21 - 1},
    {"zoo/char_lstm.weft", text22, sizeof text22 - 1},
    {"zoo/conv_lstm.weft", text23, sizeof text23 - 1},
    {"zoo/convnext_tiny.weft", text24, sizeof text24 - 1},
    {"zoo/crnn.weft", text25, sizeof text25 - 1},
    {"zoo/deep_speech2.weft", text26, sizeof text26 - 1},
    {"zoo/deeplabv3_resnet50.weft", text27, sizeof text27 - 1},
    {"zoo/densenet121.weft", text28, sizeof text28 - 1},
    {"zoo/densenet201.weft", text29, sizeof text29 - 1},
    {"zoo/efficientnet_b0.weft", text30, sizeof text30 - 1},
    {"zoo/efficientnet_b1.weft", text31, sizeof text31 - 1},
    {"zoo/efficientnet_b2.weft", text32, sizeof text32 - 1},
    {"zoo/efficientnet_b3.weft", text33, sizeof text33 - 1},
    {"zoo/espcn.weft", text34, sizeof text34 - 1},
    {"zoo/fcn_resnet50.weft", text35, sizeof text35 - 1},
    {"zoo/forecaster.weft", text36, sizeof text36 - 1},
    {"zoo/fsrcnn.weft", text37, sizeof text37 - 1},
    {"zoo/googlenet.weft", text38, sizeof text38 - 1},
    {"zoo/inception_v3.weft", text39, sizeof text39 - 1},
    {"zoo/indrnn.weft", text40, sizeof text40 - 1},
    {"zoo/layer_norm_lstm.weft", text41, sizeof text41 - 1},
    {"zoo/lenet5.weft", text42, sizeof text42 - 1},
    {"zoo/mgu_sentiment.weft", text43, sizeof text43 - 1},
    {"zoo/mlp.weft", text44, sizeof text44 - 1},
    {"zoo/mnasnet1_0.weft", text45, sizeof text45 - 1},
    {"zoo/mobilenet_v2.weft", text46, sizeof text46 - 1},
    {"zoo/mobilenet_v3_large.weft", text47, sizeof text47 - 1},
    {"zoo/mobilenet_v3_small.weft", text48, sizeof text48 - 1},
    {"zoo/nested_lstm.weft", text49, sizeof text49 - 1},
    {"zoo/peephole_lstm.weft", text50, sizeof text50 - 1},
    {"zoo/ptb_lstm.weft", text51, sizeof text51 - 1},
    {"zoo/qrnn.weft", text52, sizeof text52 - 1},
    {"zoo/r3d_18.weft", text53, sizeof text53 - 1},
    {"zoo/regnet_y_400mf.weft", text54, sizeof text54 - 1},
    {"zoo/resnet101.weft", text55, sizeof text55 - 1},
    {"zoo/resnet152.weft", text56, sizeof text56 - 1},
    {"zoo/resnet18.weft", text57, sizeof text57 - 1},
    {"zoo/resnet34.weft", text58, sizeof text58 - 1},
    {"zoo/resnet50.weft", text59, sizeof text59 - 1},
    {"zoo/resnext50_32x4d.weft", text60, sizeof text60 - 1},
    {"zoo/row_gru.weft", text61, sizeof text61 - 1},
    {"zoo/sentiment_bilstm.weft", text62, sizeof text62 - 1},
    {"zoo/seq2seq_attention.weft", text63, sizeof text63 - 1},
    {"zoo/show_and_tell.weft", text64, sizeof text64 - 1},
    {"zoo/shufflenet_v2_x1_0.weft", text65, sizeof text65 - 1},
    {"zoo/squeezenet1_0.weft", text66, sizeof text66 - 1},
    {"zoo/squeezenet1_1.weft", text67, sizeof text67 - 1},
    {"zoo/sru.weft", text68, sizeof text68 - 1},
    {"zoo/ssd300_vgg16.weft", text69, sizeof text69 - 1},
    {"zoo/stacked_birnn.weft", text70, sizeof text70 - 1},
    {"zoo/tcn.weft", text71, sizeof text71 - 1},
    {"zoo/text_cnn.weft", text72, sizeof text72 - 1},
    {"zoo/tiny_yolo.weft", text73, sizeof text73 - 1},
    {"zoo/unet.weft", text74, sizeof text74 - 1},
    {"zoo/vgg11.weft", text75, sizeof text75 - 1},
    {"zoo/vgg11_bn.weft", text76, sizeof text76 - 1},
    {"zoo/vgg16.weft", text77, sizeof text77 - 1},
    {"zoo/vgg16_bn.weft", text78, sizeof text78 - 1},
    {"zoo/vgg19.weft", text79, sizeof text79 - 1},
    {"zoo/vgg19_bn.weft", text80, sizeof text80 - 1},
    {"zoo/video_labeller.weft", text81, sizeof text81 - 1},
    {"zoo/voice_detector.weft", text82, sizeof text82 - 1},
    {"zoo/wavenet.weft", text83, sizeof text83 - 1},
    {"zoo/wide_resnet50_2.weft", text84, sizeof text84 - 1},
    {NULL, NULL, 0},
};

size_t weft_text_count(void) { return sizeof texts / sizeof texts[0] - 1; }

weft_text weft_text_at(size_t index) {
    return texts[index < weft_text_count() ? index : weft_text_count()];
}
