"""The zoo's sequence models in plain PyTorch, with torch.nn's recurrent layers where there is one."""
import torch
import torch.nn.functional as F
from torch import nn

from zoo_cases import Case, Lengths, Words, causal, last, mask, ragged, stack, steps
from zoo_cells import (ConvLSTM, ForgetOutputPool, IndRNN, LayerNormLSTM, MinimalGatedUnit, NestedLSTM, OneBiasLSTM,
                       PeepholeLSTM, SRU)


class Parts(nn.Module):
    """Layers by their names, called by a function of these and of the inputs."""

    def __init__(self, function, **layers):
        super().__init__()
        self.function = function
        # The spec's names may be those of a module's own members, like `forward`.
        self._modules.update(layers)

    def forward(self, *inputs):
        return self.function(self, *inputs)


def lstm(inputs, units, layers=1, both=False):
    return nn.LSTM(inputs, units, layers, batch_first=True, bidirectional=both)


def ends(h):
    """The last states of both directions side by side."""
    return h.transpose(0, 1).flatten(1)


def char_lstm():
    return Parts(lambda m, tokens: m.out(m.lstm(m.embed(tokens))[0]),
                 embed=nn.Embedding(65, 64), lstm=lstm(64, 256, 2), out=nn.Linear(256, 65))


def row_gru():
    return Parts(lambda m, image: m.fc(last(m.gru(image)[0])), gru=nn.GRU(28, 64, batch_first=True), fc=nn.Linear(64, 10))


def forecaster():
    def run(m, series):
        return m.out(last(m.gru(F.relu(m.conv(series.transpose(1, 2))).transpose(1, 2))[0]))
    return Parts(run, conv=nn.Conv1d(1, 16, 5, padding=2), gru=nn.GRU(16, 32, batch_first=True), out=nn.Linear(32, 1))


def sentiment_bilstm():
    def run(m, tokens, lengths):
        return torch.sigmoid(m.out(ends(ragged(m.rnn, m.words(tokens), lengths)[1][0])))
    return Parts(run, words=nn.Embedding(20_000, 100), rnn=lstm(100, 128, both=True), out=nn.Linear(256, 1))


def stacked_birnn():
    return Parts(lambda m, frames, lengths: mask(m.out(ragged(m.rnn, frames, lengths)[0]), lengths),
                 rnn=lstm(123, 250, 3, both=True), out=nn.Linear(500, 62))


def text_cnn():
    def run(m, tokens):
        x = m.embed(tokens).transpose(1, 2)
        return m.fc(torch.cat([F.relu(conv(x)).amax(2) for conv in (m.conv3, m.conv4, m.conv5)], 1))
    return Parts(run, embed=nn.Embedding(20_000, 300), conv3=nn.Conv1d(300, 100, 3), conv4=nn.Conv1d(300, 100, 4),
                 conv5=nn.Conv1d(300, 100, 5), fc=nn.Linear(300, 2))


def tcn(width=128, levels=6, kernel=3):
    def run(m, tokens):
        x = m.embed(tokens).transpose(1, 2)
        for i, level in enumerate(m.level):
            y = F.relu(level.conv1(causal(x, kernel, 2 ** i)))
            x = F.relu(x + F.relu(level.conv2(causal(y, kernel, 2 ** i))))
        return m.out(x.transpose(1, 2))
    level = [stack(conv1=nn.Conv1d(width, width, kernel, dilation=2 ** i),
                   conv2=nn.Conv1d(width, width, kernel, dilation=2 ** i)) for i in range(levels)]
    for item in level:
        item.conv1, item.conv2 = item["conv1"], item["conv2"]
    return Parts(run, embed=nn.Embedding(256, width), level=nn.ModuleList(level), out=nn.Linear(width, 256))


def wavenet(layers=10, stacks=3, residual=32, skips=64):
    def run(m, audio):
        x, total = m.embed(audio).transpose(1, 2), 0
        for s in range(stacks):
            for i in range(layers):
                layer = m.get_submodule(f"stack{s}.layer{i}")
                past = causal(x, 2, 2 ** i)
                y = torch.tanh(layer["filter"](past)) * torch.sigmoid(layer["gate"](past))
                x, total = x + layer["residual"](y), total + layer["skip"](y)
        return m.out2(F.relu(m.out1(F.relu(total))))

    def gated(dilation):
        return stack(filter=nn.Conv1d(residual, residual, 2, dilation=dilation),
                     gate=nn.Conv1d(residual, residual, 2, dilation=dilation),
                     residual=nn.Conv1d(residual, residual, 1), skip=nn.Conv1d(residual, skips, 1))
    rows = {f"stack{s}": stack(**{f"layer{i}": gated(2 ** i) for i in range(layers)}) for s in range(stacks)}
    return Parts(run, embed=nn.Embedding(256, residual), **rows, out1=nn.Conv1d(skips, skips, 1),
                 out2=nn.Conv1d(skips, 256, 1))


def crnn():
    def run(m, image):
        x = F.max_pool2d(F.relu(m.conv0(image)), 2)
        x = F.max_pool2d(F.relu(m.conv1(x)), 2)
        x = F.max_pool2d(F.relu(m.conv3(F.relu(m.conv2(x)))), 2, (2, 1), (0, 1))
        x = F.relu(m.norm5(m.conv5(F.relu(m.norm4(m.conv4(x))))))
        x = F.relu(m.conv6(F.max_pool2d(x, 2, (2, 1), (0, 1))))
        return m.fc(m.rnn(x.squeeze(2).transpose(1, 2))[0])
    widths = [1, 64, 128, 256, 256, 512, 512]
    convs = {f"conv{i}": nn.Conv2d(widths[i], widths[i + 1], 3, padding=1) for i in range(6)}
    return Parts(run, **convs, conv6=nn.Conv2d(512, 512, 2), norm4=nn.BatchNorm2d(512), norm5=nn.BatchNorm2d(512),
                 rnn=lstm(512, 256, 2, both=True), fc=nn.Linear(512, 37))


def deep_speech2(units=1024, layers=5):
    def fit(x, lengths):
        """Zeros from each row's length on, along the last axis of [N, C, F, T]."""
        return mask(x.movedim(3, 1), lengths).movedim(1, 3)

    def run(m, spectrogram, lengths):
        x, n = fit(spectrogram, lengths), lengths
        for conv, norm, stride in ((m.conv1, m.bn1, 2), (m.conv2, m.bn2, 1)):
            n = (n + 2 * 5 - 11) // stride + 1
            x = fit(torch.clamp(norm(conv(x)), 0, 20), n)
        x = x.permute(0, 3, 1, 2).flatten(2)
        for i in range(layers):
            layer = m.get_submodule(f"rnn{i}")
            forward, backward = ragged(layer, x, n)[0].chunk(2, 2)
            x = mask(layer.norm((forward + backward).transpose(1, 2)).transpose(1, 2), n)
        return {"logits": mask(m.fc(x), n), "frames": n}
    rows = {f"rnn{i}": lstm(32 * 41 if i == 0 else units, units, both=True) for i in range(layers)}
    for row in rows.values():
        row.norm = nn.BatchNorm1d(units)
    return Parts(run, conv1=nn.Conv2d(1, 32, (41, 11), (2, 2), (20, 5)), bn1=nn.BatchNorm2d(32),
                 conv2=nn.Conv2d(32, 32, (21, 11), (2, 1), (10, 5)), bn2=nn.BatchNorm2d(32), **rows,
                 fc=nn.Linear(units, 29))


def video_labeller():
    def run(m, frames, lengths):
        x = m.cnn(frames.flatten(0, 1)).mean((2, 3)).unflatten(0, frames.shape[:2])
        return mask(m.fc(ragged(m.memory, x, lengths)[0]), lengths)
    layers, inputs = {}, 3
    for width in (32, 64, 128):
        layers |= {f"conv{width}": nn.Conv2d(inputs, width, 3, 2, 1, bias=False), f"norm{width}": nn.BatchNorm2d(width),
                   f"relu{width}": F.relu}
        inputs = width
    return Parts(run, cnn=stack(**layers), memory=lstm(128, 128, both=True), fc=nn.Linear(256, 10))


def captioner(words=10_000, units=512):
    def run(m, image, caption):
        features = m.encoder(image).mean((2, 3))
        teller = m.decoder
        h, c, scores = torch.tanh(teller.init(features)), torch.zeros(len(image), units, dtype=image.dtype), []
        for word in steps(caption):
            h, c = teller.rnn(teller.words(word), (h, c))
            scores.append(teller.out(h))
        return torch.stack(scores, 1)
    layers, inputs = {}, 3
    for i, width in enumerate((64, 128, 256, 512)):
        layers |= {f"conv{i}": nn.Conv2d(inputs, width, 3, 2, 1, bias=False), f"norm{i}": nn.BatchNorm2d(width),
                   f"relu{i}": F.relu}
        inputs = width
    decoder = Parts(None, words=nn.Embedding(words, units), rnn=nn.LSTMCell(units, units), init=nn.Linear(512, units),
                    out=nn.Linear(units, words))
    return Parts(run, encoder=stack(**layers), decoder=decoder)


def show_and_tell(words=12_000, units=512):
    def run(m, features, caption, lengths):
        told = torch.cat([m.image(features).unsqueeze(1), m.words(caption)], 1)
        return m.out(mask(m.rnn(told)[0], lengths + 1))
    return Parts(run, image=nn.Linear(2048, units), words=nn.Embedding(words, units), rnn=OneBiasLSTM(units, units),
                 out=nn.Linear(units, words))


def ptb_lstm(words=10_000, units=650):
    def run(m, tokens, h0, c0):
        y, h, c = m.rnn(m.encoder(tokens), h0, c0)
        return {"logits": m.decoder(y), "h": h, "c": c}
    return Parts(run, encoder=nn.Embedding(words, units), rnn=OneBiasLSTM(units, units, layers=2),
                 decoder=nn.Linear(units, words))


def seq2seq_attention(words=8_000, units=256):
    def run(m, source, lengths, target):
        memory, (h, _) = ragged(m.encoder.rnn, m.encoder.words(source), lengths)
        writer, scores = m.decoder, []
        h, c = torch.tanh(m.encoder.bridge(ends(h))), torch.zeros(len(source), units, dtype=memory.dtype)
        attended, keys = torch.zeros_like(h), writer.keys(memory)
        padding = torch.arange(source.shape[1])[None, :] >= lengths[:, None]
        for word in steps(target):
            h, c = writer.rnn(torch.cat([writer.words(word), attended], 1), (h, c))
            fit = torch.einsum("nse,ne->ns", keys, h).masked_fill(padding, -torch.inf).softmax(1)
            attended = torch.tanh(writer.combine(torch.cat([torch.einsum("ns,nsv->nv", fit, memory), h], 1)))
            scores.append(writer.out(attended))
        return torch.stack(scores, 1)
    encoder = Parts(None, words=nn.Embedding(words, units), rnn=lstm(units, units, both=True),
                    bridge=nn.Linear(2 * units, units))
    decoder = Parts(None, words=nn.Embedding(words, units), rnn=nn.LSTMCell(2 * units, units),
                    keys=nn.Linear(2 * units, units, bias=False), combine=nn.Linear(3 * units, units, bias=False),
                    out=nn.Linear(units, words))
    return Parts(run, encoder=encoder, decoder=decoder)


def voice_detector(units=128, window=256):
    def run(m, sound, h, c):
        real, imaginary = m.stft(sound.unsqueeze(1)).chunk(2, 1)
        x = torch.sqrt(real * real + imaginary * imaginary + 1e-9)
        x = F.relu(m.conv3(F.relu(m.conv2(F.relu(m.conv1(x))))))
        speech = []
        for step in steps(x.transpose(1, 2)):
            h, c = m.rnn(step, (h, c))
            speech.append(torch.sigmoid(m.out(h)).squeeze(1))
        return {"speech": torch.stack(speech, 1), "h": h, "c": c}
    return Parts(run, stft=nn.Conv1d(1, window + 2, window, window // 2, bias=False),
                 conv1=nn.Conv1d(window // 2 + 1, 128, 3, padding=1), conv2=nn.Conv1d(128, 64, 3, 2, 1),
                 conv3=nn.Conv1d(64, 128, 3, padding=1), rnn=nn.LSTMCell(128, units), out=nn.Linear(units, 1))


def mgu_sentiment():
    return Parts(lambda m, tokens, lengths: torch.sigmoid(m.score(last(m.memory(m.words(tokens)), lengths))),
                 words=nn.Embedding(20_000, 128), memory=MinimalGatedUnit(128, 256), score=nn.Linear(256, 1))


def peephole_lstm():
    return Parts(lambda m, signal, lengths: m.out(last(m.memory(signal), lengths)), memory=PeepholeLSTM(1, 64),
                 out=nn.Linear(64, 1))


def nested_lstm():
    return Parts(lambda m, tokens: m.out(m.memory(m.embed(tokens))), embed=nn.Embedding(256, 64),
                 memory=NestedLSTM(64, 256), out=nn.Linear(256, 256))


def layered(x, m, count, label="layer"):
    for i in range(count):
        x = m.get_submodule(f"{label}{i}")(x)
    return x


def indrnn():
    rows = {f"layer{i}": IndRNN(2 if i == 0 else 128, 128) for i in range(6)}
    return Parts(lambda m, pairs: m.out(last(layered(pairs, m, 6))), **rows, out=nn.Linear(128, 1))


def sru():
    rows = {f"layer{i}": SRU(300 if i == 0 else 128, 128) for i in range(2)}
    return Parts(lambda m, tokens, lengths: m.out(last(layered(m.words(tokens), m, 2), lengths)),
                 words=nn.Embedding(20_000, 300), **rows, out=nn.Linear(128, 6))


def qrnn():
    def run(m, tokens, lengths):
        x = m.words(tokens)
        for gates in (m.gates0, m.gates1):
            x = mask(ForgetOutputPool()(gates(causal(x.transpose(1, 2), 2)).transpose(1, 2)), lengths)
        return torch.sigmoid(m.out(last(x, lengths)))
    return Parts(run, words=nn.Embedding(20_000, 300), gates0=nn.Conv1d(300, 768, 2), gates1=nn.Conv1d(256, 768, 2),
                 out=nn.Linear(256, 1))


def layer_norm_lstm():
    def run(m, tokens, lengths):
        x = m.words(tokens)
        ahead, back = m.memory._modules["forward"], m.memory._modules["backward"]
        turn = lambda y: torch.stack([torch.cat([row[:n].flip(0), row[n:]]) for row, n in zip(y, lengths)])
        return mask(m.out(torch.cat([ahead(x), turn(back(turn(x)))], 2)), lengths)
    both = Parts(None, forward=LayerNormLSTM(128, 128), backward=LayerNormLSTM(128, 128))
    return Parts(run, words=nn.Embedding(10_000, 128), memory=both, out=nn.Linear(256, 17))


def conv_lstm(steps_ahead=10):
    def run(m, maps):
        x, states = maps, []
        for encoder in (m.encoder0, m.encoder1):
            x, state = encoder(x)
            states.append(state)
        ahead, coming = m.forecaster, []
        bottom, top, seen = *states, torch.zeros_like(maps[:, 0])
        for _ in range(steps_ahead):
            top = ahead.layer1.step(seen, *top)
            bottom = ahead.layer0.step(top[0], *bottom)
            seen = ahead.out(torch.cat([top[0], bottom[0]], 1))
            coming.append(seen)
        return torch.stack(coming, 1)
    forecaster = Parts(None, layer1=ConvLSTM(1, 32), layer0=ConvLSTM(32, 64), out=nn.Conv2d(96, 1, 1))
    return Parts(run, encoder0=ConvLSTM(1, 64), encoder1=ConvLSTM(64, 32), forecaster=forecaster)


SENTENCES = {"tokens": Words(20_000, (3, 9)), "lengths": Lengths(3, 9)}
CASES = [
    Case("captioner#CaptionerTrain", captioner, {"image": (2, 3, 32, 40), "caption": Words(10_000, (2, 5))}, "scores"),
    Case("char_lstm", char_lstm, {"tokens": Words(65, (3, 9))}),
    Case("conv_lstm", conv_lstm, {"maps": (2, 3, 1, 6, 5)}, "coming"),
    Case("crnn", crnn, {"image": (2, 1, 32, 41)}),
    Case("deep_speech2", deep_speech2, {"spectrogram": (3, 1, 161, 23), "lengths": Lengths(3, 23)}),
    Case("forecaster", forecaster, {"series": (3, 9, 1)}, "forecast"),
    Case("indrnn", indrnn, {"pairs": (3, 9, 2)}, "sum"),
    Case("layer_norm_lstm", layer_norm_lstm, {"tokens": Words(10_000, (3, 9)), "lengths": Lengths(3, 9)}, "scores"),
    Case("mgu_sentiment", mgu_sentiment, SENTENCES, "positive"),
    Case("nested_lstm", nested_lstm, {"tokens": Words(256, (3, 9))}),
    Case("peephole_lstm", peephole_lstm, {"signal": (3, 9, 1), "lengths": Lengths(3, 9)}, "interval"),
    Case("ptb_lstm", ptb_lstm, {"tokens": Words(10_000, (3, 5)), "h0": (2, 3, 650), "c0": (2, 3, 650)}),
    Case("qrnn", qrnn, SENTENCES, "positive"),
    Case("row_gru", row_gru, {"image": (3, 28, 28)}),
    Case("sentiment_bilstm", sentiment_bilstm, SENTENCES, "positive"),
    Case("seq2seq_attention", seq2seq_attention,
         {"source": Words(8_000, (3, 9)), "lengths": Lengths(3, 9), "target": Words(8_000, (3, 5))}, "scores"),
    Case("show_and_tell", show_and_tell,
         {"features": (3, 2048), "caption": Words(12_000, (3, 9)), "lengths": Lengths(3, 9)}, "scores"),
    Case("sru", sru, SENTENCES),
    Case("stacked_birnn", stacked_birnn, {"frames": (3, 9, 123), "lengths": Lengths(3, 9)}),
    Case("tcn", tcn, {"tokens": Words(256, (2, 20))}),
    Case("text_cnn", text_cnn, {"tokens": Words(20_000, (3, 9))}),
    Case("video_labeller", video_labeller, {"frames": (3, 8, 3, 17, 12), "lengths": Lengths(3, 8)}),
    Case("voice_detector", voice_detector, {"sound": (2, 1600), "h0": (2, 128), "c0": (2, 128)}),
    Case("wavenet", wavenet, {"audio": Words(256, (2, 50))}),
]
