/** What vite makes of imports that are no modules. */
declare module '*.toml?raw' {
  const text: string;
  export default text;
}
declare module '*.ts?raw' {
  const text: string;
  export default text;
}
/** The page of a notebook's cell, made by widget/build.ts. */
declare module 'virtual:page' {
  const text: string;
  export default text;
}
declare module '*.css';
interface ImportMeta {
  readonly env: { readonly PROD: boolean };
}
