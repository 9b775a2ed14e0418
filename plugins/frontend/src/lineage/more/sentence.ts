/** What is said of a trace. */

import { count } from "./kit.ts";
import type { Trace } from "./trace.ts";

/** What a trace found, as it is read out. */
export function sentence(trace: Trace, title: string): string {
  const [made, makes] = [trace.up, trace.down].map(([columns, datasets]) =>
    columns + datasets ? `${count(columns, "column")} in ${count(datasets, "dataset")}` : "",
  );
  const ways = [made && `made of ${made}`, makes && `used by ${makes}`].filter(Boolean).join("; ");
  const lost = trace.missing.size ? ` The columns of ${count(trace.missing.size, "dataset")} could not be loaded.` : "";
  const cut = trace.cut ? " There are more." : "";
  return `${trace.start[1]} of ${title}: ${ways || "no lineage is known"}.${lost}${cut}`;
}
