/// The JSON file of a table: one object whose lists have one row on each line, so that a change shows as few lines.
enum TableJSON {
  static func text(_ name: String, _ lists: KeyValuePairs<String, [String]>) -> String {
    let body = lists.map { key, rows in
      "\(JSONText.quoted(key)):[" + rows.map { "\n" + $0 }.joined(separator: ",") + "\n]"
    }
    return "{\"version\":1,\"command\":\"attn-audit tables\",\"table\":\(JSONText.quoted(name)),"
      + body.joined(separator: ",") + "}\n"
  }
}
