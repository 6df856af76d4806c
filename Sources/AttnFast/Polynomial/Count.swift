/// A number known to the compiler, handed to a function as `Count<3>.self`.
enum Count<let value: Int> {}
