/** Styles as text: see `bundles.mjs`. */
declare module "*.css" {
  const text: string;
  export default text;
}
