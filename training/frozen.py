"""Frozen convolutional networks: graphs of a classifier, interpreted step by step up to the planes one asks for.

Two kinds of graph are read: a Keras functional model, whose batch normalisations are folded into the convolutions before them,
and a TensorFlow graph in which they are folded already. Every step keeps the arithmetic of the original, so that its
activations can be compared with those of the package itself.
"""

import base64
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

import package


@dataclass
class Step:
    """One operation: `name` is what later steps call its result."""

    name: str
    kind: str
    """convolution, relu, relu6, max, average, concatenate or add."""
    inputs: list[str]
    stride: int = 1
    padded: bool = True
    """Zeros around the plane, so that its size is divided by the stride alone (TensorFlow's SAME)."""
    groups: int = 1
    top: str | None = None
    """Activation that follows a convolution: relu, relu6 or none."""


class Frozen(nn.Module):
    """Pictures in [-1, 1] -> the planes named `taps`, in order. Sides of pictures are multiples of 32."""

    def __init__(self, steps: list[Step], weights: dict[str, tuple[Tensor, Tensor]], taps: list[str]):
        """weights: [outputs, inputs / groups, rows, columns] and bias of every convolution."""
        super().__init__()
        last = max(i for i, step in enumerate(steps) if step.name in taps)
        self.steps, self.taps = steps[: last + 1], taps
        self.last_use = {name: i for i, step in enumerate(self.steps) for name in step.inputs}
        # TensorFlow pads an even side by nothing before and one zero after where it strides. On a mirrored picture that is
        # what a symmetric padding computes, and costs no copy: so everything is mirrored, and the taps are mirrored back.
        self.mirrored = any(step.stride > 1 and step.padded for step in self.steps)
        for i, step in enumerate(self.steps):
            if step.kind == "convolution":
                weight, bias = weights[step.name]
                weight = weight.flip(2, 3) if self.mirrored else weight
                self.register_buffer(f"weight{i}", weight.contiguous(memory_format=torch.channels_last), persistent=False)
                self.register_buffer(f"bias{i}", bias, persistent=False)
        self.eval()

    def forward(self, picture: Tensor) -> list[Tensor]:
        planes = {"picture": (picture.flip(2, 3) if self.mirrored else picture).contiguous(memory_format=torch.channels_last)}
        found = {}
        for i, step in enumerate(self.steps):
            plane = self.apply_step(i, step, [planes[name] for name in step.inputs])
            planes[step.name] = plane
            if step.name in self.taps:
                found[step.name] = plane.flip(2, 3) if self.mirrored else plane
            for name in step.inputs:
                if self.last_use[name] == i:
                    planes.pop(name, None)
        return [found[name] for name in self.taps]

    def apply_step(self, index: int, step: Step, inputs: list[Tensor]) -> Tensor:
        x = inputs[0]
        if step.kind == "convolution":
            weight, bias = getattr(self, f"weight{index}"), getattr(self, f"bias{index}")
            padding = (weight.shape[2] // 2, weight.shape[3] // 2) if step.padded else 0
            return activate(F.conv2d(x, weight, bias, step.stride, padding, 1, step.groups), step.top)
        if step.kind == "max":
            return F.max_pool2d(x, 3, step.stride, 1 if step.padded else 0)
        if step.kind == "average":
            return F.avg_pool2d(x, 3, step.stride, 1 if step.padded else 0, count_include_pad=False)
        if step.kind == "concatenate":
            return torch.cat(inputs, 1)
        if step.kind == "add":
            return x + inputs[1]
        return activate(x, step.kind, inplace=False)


def activate(x: Tensor, kind: str | None, inplace: bool = True) -> Tensor:
    """`inplace` where nothing else holds the plane, as after a convolution."""
    return x if kind is None else F.relu(x, inplace) if kind == "relu" else F.hardtanh(x, 0.0, 6.0, inplace)


def torch_weight(tensor: Tensor, depthwise: bool) -> Tensor:
    """[rows, columns, inputs, outputs] as PyTorch's; depthwise: [rows, columns, channels, 1]."""
    return tensor.permute(2, 3, 0, 1) if depthwise else tensor.permute(3, 2, 0, 1)


def read_graph(topology: dict, tensors: dict[str, Tensor]) -> tuple[list[Step], dict]:
    """Steps and weights of a TensorFlow graph; names are the operations', less everything before `MobilenetV2/`."""
    short = lambda name: name.split("MobilenetV2/")[-1]  # noqa: E731
    steps, weights, known = [], {}, {}
    for node in topology["node"]:
        operation, name = node["op"], node["name"]
        inputs = [entry.split(":")[0] for entry in node.get("input", [])]
        if operation == "Placeholder":
            known[name] = "picture"
        elif operation in ("Mul", "Sub"):
            # Brings [0, 1] to [-1, 1]; pictures come in that range already.
            known[name] = "picture"
        elif operation in ("_FusedConv2D", "FusedDepthwiseConv2dNative"):
            depthwise = operation != "_FusedConv2D"
            weight = torch_weight(tensors[inputs[1]], depthwise)
            fused = [base64.b64decode(part) for part in node["attr"]["fused_ops"]["list"]["s"]]
            top = {b"Relu6": "relu6", b"Relu": "relu"}.get(fused[-1])
            stride = int(node["attr"]["strides"]["list"]["i"][1])
            known[name] = short(name)
            steps.append(Step(short(name), "convolution", [known[inputs[0]]], stride, groups=len(weight) if depthwise else 1, top=top))
            weights[short(name)] = weight, tensors[inputs[2]]
        elif operation == "AddV2":
            known[name] = short(name)
            steps.append(Step(short(name), "add", [known[i] for i in inputs]))
        elif operation == "AvgPool":
            break
        elif operation != "Const":
            raise ValueError(f"{operation} is not read")
    return steps, weights


def keras_layers(config: dict | list) -> list[dict]:
    """Layers of a model and of the models inside it, in order."""
    layers = config["layers"] if isinstance(config, dict) else config
    nested = ("Model", "Functional", "Sequential")
    return [x for layer in layers for x in (keras_layers(layer["config"]) if layer["class_name"] in nested else [layer])]


def read_keras(topology: dict, tensors: dict[str, Tensor]) -> tuple[list[Step], dict]:
    """Steps and weights of a Keras functional model. A convolution's step has the name of its batch normalisation."""
    steps, weights, known, unscaled, widened = [], {}, {}, {}, set()
    for layer in keras_layers(topology["model_config"]["config"]):
        kind, name, config = layer["class_name"], layer["name"], layer["config"]
        inputs = [known.get(node[0], node[0]) for node in (layer["inbound_nodes"] or [[]])[0]]
        stride, padded = config.get("strides", [1])[0], config.get("padding") == "same"
        if kind == "InputLayer":
            known[name] = "picture"
        elif kind == "ZeroPadding2D":
            known[name] = inputs[0]
            widened.add(inputs[0])
        elif kind in ("Conv2D", "DepthwiseConv2D"):
            depthwise = kind != "Conv2D"
            weight = torch_weight(tensors[f"{name}/{'depthwise_kernel' if depthwise else 'kernel'}"], depthwise)
            bias = tensors.get(f"{name}/bias", torch.zeros(len(weight)))
            padded = padded or (inputs[0] in widened and stride > 1)
            step = Step(name, "convolution", inputs, stride, padded, len(weight) if depthwise else 1)
            unscaled[name] = step, weight, bias
        elif kind == "BatchNormalization":
            step, weight, bias = unscaled.pop(inputs[0])
            scale = (tensors[f"{name}/moving_variance"] + config["epsilon"]).rsqrt()
            scale = scale * tensors.get(f"{name}/gamma", torch.ones(len(scale)))
            step.name = name
            steps.append(step)
            bias = (bias - tensors[f"{name}/moving_mean"]) * scale + tensors[f"{name}/beta"]
            weights[name] = weight * scale[:, None, None, None], bias
        elif kind in ("Activation", "ReLU"):
            steps.append(Step(name, "relu6" if config.get("max_value") == 6 else "relu", inputs))
        elif kind in ("MaxPooling2D", "AveragePooling2D"):
            steps.append(Step(name, "max" if kind[0] == "M" else "average", inputs, stride, padded))
        elif kind in ("Concatenate", "Add"):
            steps.append(Step(name, kind.lower(), inputs))
        elif kind in ("GlobalAveragePooling2D", "Flatten"):
            break
        else:
            raise ValueError(f"{kind} is not read")
    return steps, weights


def load(folder: Path, model: str, taps: list[str], padded: bool = False) -> Frozen:
    """A network of the package whose archive lies in the folder. `padded`: zeros around every plane, also where the original
    has none, so that strides alone divide the sides."""
    stored = package.read(folder, model)
    read = read_keras if "model_config" in stored.topology else read_graph
    steps, weights = read(stored.topology, stored.tensors)
    for step in steps:
        step.padded = step.padded or padded
    return Frozen(steps, weights, taps)
