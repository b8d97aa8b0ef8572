"""The zoo's convolutional networks: torchvision's own models, and plain PyTorch for what torchvision has not."""
import torch
import torch.nn.functional as F
from torch import nn

from zoo_cases import Case, stack
from zoo_torchvision import torchvision

CLASSIFIERS = """
alexnet vgg11 vgg11_bn vgg16 vgg16_bn vgg19 vgg19_bn googlenet inception_v3 resnet18 resnet34 resnet50 resnet101
resnet152 resnext50_32x4d wide_resnet50_2 densenet121 densenet201 squeezenet1_0 squeezenet1_1 mobilenet_v2
mobilenet_v3_large mobilenet_v3_small shufflenet_v2_x1_0 efficientnet_b0 efficientnet_b1 efficientnet_b2
efficientnet_b3 mnasnet1_0 regnet_y_400mf convnext_tiny
""".split()
# The heads that only training needs.
AUXILIARY = {"googlenet": ("aux1.", "aux2."), "inception_v3": ("AuxLogits.",), "fcn_resnet50": ("aux_classifier.",),
             "deeplabv3_resnet50": ("aux_classifier.",)}


def torchvision_model(name):
    options = {"weights": None}
    if name in ("googlenet", "inception_v3"):
        options |= {"aux_logits": True, "init_weights": False, "transform_input": False}
    if name in ("fcn_resnet50", "deeplabv3_resnet50"):
        options |= {"weights_backbone": None, "aux_loss": True}
    if name == "ssd300_vgg16":
        options |= {"weights_backbone": None}
    return torchvision.models.get_model(name, **options)


def tapped(heads):
    """The model's answer and, on what flows out of the named layers, those of its auxiliary heads."""
    def run(model, image):
        seen = {}
        hooks = [model.get_submodule(layer).register_forward_hook(
                    lambda _, inputs, result, layer=layer: seen.__setitem__(layer, result))
                 for layer, _, _ in heads]
        result = {"logits": model(image)}
        for hook in hooks:
            hook.remove()
        return result | {output: model.get_submodule(head)(seen[layer]) for layer, head, output in heads}
    return run


def segmentation(model, image):
    return {"out": model(image)["out"]}


def detection(model, image):
    found = model.head(list(model.backbone(image).values()))
    return {"scores": found["cls_logits"], "boxes": found["bbox_regression"]}


def from_torchvision():
    for name in CLASSIFIERS:
        side = {"inception_v3": 107, "vgg16": 39}.get(name, 69)
        yield Case(name, lambda name=name: torchvision_model(name), {"image": (1, 3, side, side - 5)},
                   without=AUXILIARY.get(name, ()))
    yield Case("googlenet#GoogLeNetTraining", lambda: torchvision_model("googlenet"), {"image": (1, 3, 128, 97)},
               outputs=tapped([("inception4a", "aux1", "logits1"), ("inception4d", "aux2", "logits2")]))
    yield Case("inception_v3#InceptionV3Training", lambda: torchvision_model("inception_v3"),
               {"image": (1, 3, 299, 299)}, outputs=tapped([("Mixed_6e", "AuxLogits", "auxiliary")]))
    for name, spec in (("fcn_resnet50", "FCNResNet50"), ("deeplabv3_resnet50", "DeepLabV3ResNet50")):
        make = lambda name=name: torchvision_model(name)
        yield Case(name, make, {"image": (1, 3, 41, 50)}, outputs=segmentation, without=AUXILIARY[name])
        yield Case(f"{name}#{spec}Training", make, {"image": (1, 3, 41, 50)}, outputs=lambda m, x: dict(m(x)))
    yield Case("ssd300_vgg16", lambda: torchvision_model("ssd300_vgg16"), {"image": (1, 3, 300, 300)},
               outputs=detection)
    yield Case("r3d_18", lambda: torchvision.models.get_model("r3d_18", weights=None), {"video": (1, 3, 5, 21, 24)})


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.fc2, self.fc3 = nn.Linear(784, 256), nn.Linear(256, 128), nn.Linear(128, 10)

    def forward(self, image):
        return self.fc3(F.relu(self.fc2(F.relu(self.fc1(image.flatten(1))))))


class LeNet5(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 6, 5, padding=2), nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, 10)

    def forward(self, image):
        x = F.max_pool2d(F.relu(self.conv1(image)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2).flatten(1)
        return self.fc3(F.relu(self.fc2(F.relu(self.fc1(x)))))


class UNet(nn.Module):
    def __init__(self, width=64, depth=4):
        super().__init__()
        self.depth = depth

        def double(inputs, outputs):
            return stack(conv0=nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), norm0=nn.BatchNorm2d(outputs),
                         relu0=F.relu, conv1=nn.Conv2d(outputs, outputs, 3, padding=1, bias=False),
                         norm1=nn.BatchNorm2d(outputs), relu1=F.relu)
        for i in range(depth):
            wide = width * 2 ** i
            self.add_module(f"down{i}", double(3 if i == 0 else wide // 2, wide))
            self.add_module(f"up{i}", nn.ConvTranspose2d(2 * wide, wide, 2, stride=2))
            self.add_module(f"merge{i}", double(2 * wide, wide))
        self.middle = double(width * 2 ** (depth - 1), width * 2 ** depth)
        self.head = nn.Conv2d(width, 2, 1)

    def forward(self, image):
        x, skips = image, []
        for i in range(self.depth):
            skips.append(self.get_submodule(f"down{i}")(x))
            x = F.max_pool2d(skips[-1], 2)
        x = self.middle(x)
        for i in reversed(range(self.depth)):
            x = torch.cat([skips[i], self.get_submodule(f"up{i}")(x)], dim=1)
            x = self.get_submodule(f"merge{i}")(x)
        return self.head(x)


def c3d():
    def conv(inputs, outputs):
        return nn.Conv3d(inputs, outputs, 3, padding=1)
    return stack(
        conv1=conv(3, 64), relu1=F.relu, pool1=nn.MaxPool3d((1, 2, 2)),
        conv2=conv(64, 128), relu2=F.relu, pool2=nn.MaxPool3d(2),
        conv3a=conv(128, 256), relu3a=F.relu, conv3b=conv(256, 256), relu3b=F.relu, pool3=nn.MaxPool3d(2),
        conv4a=conv(256, 512), relu4a=F.relu, conv4b=conv(512, 512), relu4b=F.relu, pool4=nn.MaxPool3d(2),
        conv5a=conv(512, 512), relu5a=F.relu, conv5b=conv(512, 512), relu5b=F.relu,
        pool5=nn.MaxPool3d(2, padding=(0, 1, 1)), flat=nn.Flatten(),
        fc6=nn.Linear(8192, 4096), relu6=F.relu, fc7=nn.Linear(4096, 4096), relu7=F.relu, fc8=nn.Linear(4096, 487))


def espcn():
    return stack(conv1=nn.Conv2d(1, 64, 5, padding=2), tanh1=torch.tanh, conv2=nn.Conv2d(64, 32, 3, padding=1),
                 tanh2=torch.tanh, conv3=nn.Conv2d(32, 9, 3, padding=1), shuffle=nn.PixelShuffle(3))


class FSRCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.extract, self.act0 = nn.Conv2d(1, 56, 5, padding=2), nn.PReLU(56)
        self.shrink, self.act1 = nn.Conv2d(56, 12, 1), nn.PReLU(12)
        self.map = nn.ModuleList(nn.Conv2d(12, 12, 3, padding=1) for _ in range(4))
        self.act_map = nn.ModuleList(nn.PReLU(12) for _ in range(4))
        self.expand, self.act2 = nn.Conv2d(12, 56, 1), nn.PReLU(56)
        self.deconv = nn.ConvTranspose2d(56, 1, 9, stride=3, padding=4, output_padding=2)

    def forward(self, image):
        x = self.act1(self.shrink(self.act0(self.extract(image))))
        for conv, act in zip(self.map, self.act_map):
            x = act(conv(x))
        return self.deconv(self.act2(self.expand(x)))


class TinyYOLO(nn.Module):
    def __init__(self):
        super().__init__()
        rows = [(3, 16), (16, 32), (32, 64), (64, 128), (128, 256), (256, 512), (512, 1024), (1024, 256, 1), (256, 512),
                (256, 128, 1), (384, 256)]
        for number, (inputs, outputs, *kernel) in enumerate(rows):
            kernel = kernel[0] if kernel else 3
            self.add_module(f"conv{number}", stack(
                conv=nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, bias=False),
                norm=nn.BatchNorm2d(outputs), act=nn.LeakyReLU(0.1)))
        self.coarse, self.fine = nn.Conv2d(512, 255, 1), nn.Conv2d(256, 255, 1)

    def forward(self, image):
        if image.shape[2] % 32 or image.shape[3] % 32:
            raise ValueError("the size of the input should be a multiple of 32, as darknet says")
        x = image
        for number in range(4):
            x = F.max_pool2d(self.get_submodule(f"conv{number}")(x), 2)
        middle = self.conv4(x)
        x = self.conv5(F.max_pool2d(middle, 2))
        x = F.max_pool2d(F.pad(x, (0, 1, 0, 1), value=-torch.inf), 2, 1)
        x = self.conv7(self.conv6(x))
        up = F.interpolate(self.conv9(x), scale_factor=2)
        return {"coarse": self.coarse(self.conv8(x)), "fine": self.fine(self.conv10(torch.cat([up, middle], 1)))}


PLAIN = [
    Case("mlp", MLP, {"image": (2, 1, 28, 28)}),
    Case("lenet5", LeNet5, {"image": (2, 1, 28, 28)}),
    Case("unet", UNet, {"image": (1, 3, 32, 16)}),
    Case("c3d", c3d, {"clip": (1, 3, 16, 112, 112)}),
    Case("espcn", espcn, {"image": (2, 1, 7, 9)}, output="large"),
    Case("fsrcnn", FSRCNN, {"image": (2, 1, 7, 9)}, output="large"),
    Case("tiny_yolo", TinyYOLO, {"image": (1, 3, 64, 96)}),
]
CASES = [*from_torchvision(), *PLAIN]
