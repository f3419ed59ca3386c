/** Stands in for react-devtools-core. */
export default {};
