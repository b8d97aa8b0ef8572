/// The namespace of the operators, so that none shadows the standard library.
package enum Op {}
