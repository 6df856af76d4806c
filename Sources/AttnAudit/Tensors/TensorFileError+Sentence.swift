internal import AttnSpec

extension TensorFileError.Problem {
  /// The problem and its remedy in one sentence.
  var sentence: String {
    switch self {
    case .notFound: "there is no such file; check the path."
    case .unreadable(let reason): "cannot be read (\(reason)); check its permissions and that it is a file."
    case .cannotWrite(let reason):
      "cannot be written (\(reason)); choose a folder that exists and that you may write to."
    case .tooShort(let bytes):
      "\(bytes) bytes are too few for a safetensors file, which begins with 8 bytes of header length;"
        + " record the tensors again."
    case .headerLength(let length, let available):
      "the header claims \(length) bytes, but at most \(available) can follow; the file is truncated or is"
        + " no safetensors file: record the tensors again."
    case .headerSyntax(let byte, let expected):
      "the header is not what safetensors prescribes: \(expected) expected at its byte \(byte);"
        + " write the file with a safetensors library."
    case .duplicateName(let name):
      "the header names \"\(name)\" twice; give every tensor and every field one name."
    case .missingField(let tensor, let field):
      "tensor \"\(tensor)\" has no \"\(field)\"; write the file with a safetensors library."
    case .unknownElementType(let tensor, let type):
      "tensor \"\(tensor)\" has the element type \"\(type)\", which safetensors does not define;"
        + " use F64, F32, F16 or BF16."
    case .negativeNumber(let byte):
      "a size at byte \(byte) of the header is negative; sizes and offsets count from 0."
    case .numberTooLarge(let byte):
      "a number at byte \(byte) of the header is beyond any file's size; record the tensors again."
    case .sizeOverflow(let tensor):
      "the size of tensor \"\(tensor)\" overflows; correct its shape."
    case .sizeMismatch(let tensor, let expected, let actual):
      "tensor \"\(tensor)\" needs \(expected) bytes by its shape and type but its offsets span \(actual);"
        + " correct the one or the other."
    case .offsetsReversed(let tensor):
      "the offsets of tensor \"\(tensor)\" end before they begin; write [begin, end]."
    case .outOfRange(let tensor, let end, let available):
      "tensor \"\(tensor)\" ends at byte \(end) of the data, of which the file has \(available); the file is"
        + " truncated: copy or record it again."
    case .overlap(let tensor, let other):
      "tensors \"\(other)\" and \"\(tensor)\" share bytes; give each its own."
    case .hole(let before, let bytes):
      "\(bytes) bytes before tensor \"\(before)\" belong to no tensor; write the file with a safetensors library."
    case .trailingBytes(let bytes):
      "\(bytes) bytes at the end belong to no tensor; cut them off or record the tensors again."
    case .missingTensor(let name, let present):
      "there is no tensor \"\(name)\", only \(present.isEmpty ? "none at all" : present.joined(separator: ", "));"
        + " name the tensors q, k, v, o and lse."
    case .unsupportedElementType(let tensor, let type):
      "tensor \"\(tensor)\" is \(type); convert it to F64, F32, F16 or BF16, which is exact or your decision."
    case .wrongShape(let tensor, let shape, let expected):
      "tensor \"\(tensor)\" has the shape \(shape), where \(expected) is expected; record all tensors of one"
        + " and the same attention call."
    case .notFinite(let tensor, let index, let value):
      "element \(index) of tensor \"\(tensor)\" is \(value), and attention of it is not defined; record an"
        + " input of finite numbers."
    case .notRepresentable(let tensor, let index, let format):
      "element \(index) of tensor \"\(tensor)\" is no \(format.rawValue) number; store the tensor in a wider type."
    case .badMetadata(let key, let value, let remedy):
      "the metadata says \(key) = \"\(value)\", which is not understood; \(remedy)."
    }
  }
}
