"""The camera: rays of a cylindrical projection, and exposure, bloom and tone of a picture."""

import math

import torch
import torch.nn.functional as F

from .sky import luminance

CONTRAST = 0.6
# Softness of the lens: standard deviation in pixels of the picture.
LENS = 0.45
# Luminance that at most 7 % of a picture may exceed, before the tone curve.
WHITE = 1.25


class Camera:
    """Rays: tangent of elevation [batch, rows, 1], azimuth [1, 1, columns]; focal length in pixels.

    `pixels` are the rows and columns of the sampling grid; the focal length and the horizon are
    given in picture heights, so the same scene may be rendered in any size.
    """

    def __init__(self, s, rows, columns, left=0.0):
        device = s.focal.device
        self.rows, self.columns = rows, columns
        self.focal = s.focal * rows
        self.horizon = s.horizon * rows
        self.tangent = (self.horizon - torch.arange(rows, device=device)[None, :, None] - 0.5) / self.focal
        self.azimuth = (torch.arange(columns, device=device)[None, None] + 0.5 - columns / 2 + left) / self.focal

    def below(self, row):
        """The same camera without the rows above `row`."""
        part = object.__new__(Camera)
        part.rows, part.columns, part.focal, part.azimuth = self.rows - row, self.columns, self.focal, self.azimuth
        part.horizon = self.horizon - row
        part.tangent = self.tangent[:, row:]
        return part


def _blur(image, sigma):
    radius = max(1, math.ceil(2.5 * sigma))
    position = torch.arange(-radius, radius + 1, device=image.device, dtype=torch.float32)
    kernel = torch.exp(-position.square() / (2 * sigma * sigma))
    kernel = (kernel / kernel.sum()).expand(3, 1, 1, -1)
    image = F.conv2d(F.pad(image, (radius, radius, 0, 0), mode='replicate'), kernel, groups=3)
    image = F.pad(image, (0, 0, radius, radius), mode='replicate')
    return F.conv2d(image, kernel.transpose(2, 3), groups=3)


def _tone(colour):
    """Filmic curve (Narkowicz's fit of ACES)."""
    return (colour * (2.51 * colour + 0.03) / (colour * (2.43 * colour + 0.59) + 0.14)).clamp(0, 1)


def develop(s, image, supersample):
    """Linear radiance [batch, 3, rows, columns] to bytes [batch, height, width, 3]."""
    image = image.clamp(min=0)
    light = luminance(image).flatten(1).clamp(min=1e-7)
    ranked = light.sort(1).values
    bright = ranked[:, int(0.75 * ranked.shape[1])]
    key = torch.exp(light.log().mean(1)) * 0.7 + bright * 0.3
    late = torch.exp(-3.2 * (0.16 - s.sun_elevation).clamp(min=0)) * (1 - s.night) + s.night * 0.30
    gain = s.exposure * late / key[:, None, None].clamp(min=1e-6)
    brightest = ranked[:, int(0.93 * ranked.shape[1]), None, None].clamp(min=1e-6)
    gain = torch.minimum(gain, WHITE / brightest)
    image = image * gain.unsqueeze(1)
    glare = F.avg_pool2d((image - 1.2).clamp(0, 6), 4)
    glare = _blur(glare, max(0.8, image.shape[2] * 0.018 / 4))
    image = image + 0.12 * F.interpolate(glare, image.shape[2:], mode='bilinear', align_corners=False)
    picture = _tone(image * s.white * 0.95)
    grey = picture.mean(1, keepdim=True)
    vividness = (s.vividness * (1 - 0.38 * s.night)).unsqueeze(1)
    picture = (grey + (picture - grey) * vividness).clamp(0, 1)
    picture = torch.lerp(picture, picture * picture * (3 - 2 * picture) * 1.04, CONTRAST).clamp(0, 1)
    if supersample > 1:
        picture = F.avg_pool2d(picture, supersample)
    picture = _blur(picture, LENS)
    picture = picture.clamp(0, 1) ** (1 / 2.2)
    return (picture * 255 + 0.5).to(torch.uint8).permute(0, 2, 3, 1)
