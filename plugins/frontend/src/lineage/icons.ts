/** Pictures of 16 by 16, drawn in lines. */

const KINDS: Record<string, string> = {
  table: "M2 2.5h12v11H2zM2 6.2h12M2 9.9h12M6.3 6.2v7.3",
  view: "M1.5 8C3.5 4.8 5.6 3.5 8 3.5S12.5 4.8 14.5 8c-2 3.2-4.1 4.5-6.5 4.5S3.5 11.2 1.5 8zM6 8a2 2 0 1 0 4 0 2 2 0 1 0-4 0",
  file: "M9.3 2h-6v12h9.4V5.4zv3.4h3.4",
  topic: "M2 5c2-2 4-2 6 0s4 2 6 0M2 11c2-2 4-2 6 0s4 2 6 0",
  report: "M2 14h12M4 11.2V8M8 11.2V3M12 11.2V6",
  dashboard: "M2 2h5v7H2zM9 2h5v4H9zM2 11h5v3H2zM9 8h5v6H9z",
  system: "M2.5 4a5.5 2.2 0 1 0 11 0 5.5 2.2 0 1 0-11 0v8a5.5 2.2 0 0 0 11 0V4M2.5 8a5.5 2.2 0 0 0 11 0",
  domain: "M8 1.8 14 5 8 8.2 2 5zM2 8l6 3.2L14 8M2 11l6 3.2L14 11",
  product: "M8 1.8 13.5 5v6L8 14.2 2.5 11V5zM2.5 5 8 8.2 13.5 5M8 8.2v6",
  api: "M5 4.5 1.5 8 5 11.5M11 4.5 14.5 8 11 11.5M9 3.5l-2 9",
};

const OTHER = "M2.5 2.5h11v11h-11z";

export function ofKind(kind: string): string {
  return KINDS[kind] ?? OTHER;
}

export const SHIELD = "M8 1.8 13 3.5v4c0 3.2-2 5.5-5 6.7-3-1.2-5-3.5-5-6.7v-4zM8 5.2v3M8 10.4v.2";
export const CLOCK = "M2 8a6 6 0 1 0 12 0 6 6 0 1 0-12 0M3.8 3.8l8.4 8.4";
export const KEY = "M2.5 5.5a3 3 0 1 0 6 0 3 3 0 1 0-6 0M7.7 7.7l5.8 5.8M11 11l1.8-1.8";
export const DOWN = "M4 6l4 4 4-4";
export const UP = "M4 10l4-4 4 4";
export const PLUS = "M8 3v10M3 8h10";
export const MINUS = "M3 8h10";
export const FIT = "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10M6 8h4";
export const FULL = "M10 2.5h3.5V6M13.5 2.5 9 7M6 13.5H2.5V10M2.5 13.5 7 9";
export const FUNNEL = "M2 3.5h12M4.5 8h7M6.8 12.5h2.4";
export const SAVE = "M8 2v8.5M4.5 7 8 10.5 11.5 7M2.5 13.5h11";
