"""Landscapes rendered from a seed, as tensors: a batch of scenes on any device.

Every column of a picture is an azimuth (cylindrical projection), so a picture may be as wide as
one likes and the statistics of its columns do not depend on where they stand.

Shapes: a field is [batch, rows, columns], a colour is [batch, 3, rows, columns] in linear light;
lengths are metres, angles radians; x points right of azimuth 0, z along it, y up.
"""
