"""How the model of the scorer `news` is made: data, network, fitting, one ONNX file.

For `make train` alone; nothing else imports it. Needs the extra `train` (torch, transformers).
"""
