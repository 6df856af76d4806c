"""The peers that are Python libraries: attention in NumPy and PyTorch.

    peers.py versions
    peers.py attention LIBRARY METHOD FORMAT TOKENS DIMENSION SCALE THREADS FOLDER

LIBRARY is numpy or torch, METHOD is three-steps (matmul, softmax, matmul) or sdpa, FORMAT float32 or float64.
The protocol is that of peers.c.
"""

import os
import sys
import time

# A sample lasts at least about this long; the first one finds how often that is.
SAMPLE_SECONDS = 0.05


def versions():
    print("Python", sys.version.split()[0])
    import numpy

    blas = numpy.show_config(mode="dicts")["Build Dependencies"]["blas"]
    print(f"NumPy {numpy.__version__} ({blas['name']} {blas['version']})")
    try:
        import torch
    except ImportError:
        return
    print("PyTorch", torch.__version__)


def numpy_attention(method, width, tensors, scale, threads):
    import numpy

    if method != "three-steps":
        sys.exit("peers.py: NumPy has three-steps only")
    q, k, v = (tensor.astype(width) for tensor in tensors)
    scale = numpy.dtype(width).type(scale)

    def run():
        # In place wherever NumPy can: the fastest and smallest form of the three steps.
        s = q @ k.T
        s *= scale
        s -= s.max(axis=1, keepdims=True)
        numpy.exp(s, out=s)
        s /= s.sum(axis=1, keepdims=True)
        return s @ v

    return run, lambda o: o


def torch_attention(method, width, tensors, scale, threads):
    import torch

    torch.set_num_threads(threads)
    torch.set_grad_enabled(False)
    q, k, v = (torch.from_numpy(tensor).to(getattr(torch, width)) for tensor in tensors)
    if method == "sdpa":
        heads = [tensor[None, None] for tensor in (q, k, v)]

        def run():
            return torch.nn.functional.scaled_dot_product_attention(*heads, scale=scale)[0, 0]

    else:

        def run():
            return torch.softmax((q @ k.T).mul_(scale), dim=1) @ v

    return run, lambda o: o.numpy()


def attention(library, method, width, tokens, dimension, scale, threads, folder):
    import numpy

    shape = (int(tokens), int(dimension))
    tensors = [numpy.fromfile(os.path.join(folder, name)).reshape(shape) for name in "qkv"]
    make = {"numpy": numpy_attention, "torch": torch_attention}[library]
    run, array = make(method, width, tensors, float(scale), int(threads))
    print("ready", flush=True)

    def seconds(repetitions):
        start = time.perf_counter()
        for _ in range(repetitions):
            run()
        return time.perf_counter() - start

    repetitions = 0
    for line in sys.stdin:
        if line == "run\n":
            if repetitions == 0:
                repetitions = 1
                while seconds(repetitions) < SAMPLE_SECONDS:
                    repetitions *= 2
            print(seconds(repetitions), repetitions * shape[0] * shape[0], flush=True)
        elif line == "check\n":
            rows = array(run())[:16].astype("float64")
            print(numpy.abs(rows).sum(), flush=True)
        else:
            sys.exit("peers.py: unknown line")


if sys.argv[1:] == ["versions"]:
    versions()
elif len(sys.argv) == 10 and sys.argv[1] == "attention":
    attention(*sys.argv[2:])
else:
    sys.exit(__doc__)
