import assert from "node:assert/strict";
import { test } from "node:test";
import { isNearStart } from "../src/search/typing.ts";

test("one typing error is near, two are not", () => {
  for (const typed of ["custmer", "custoomer", "custamer", "cusotmer", "ustomer", "customre", "xcustomer"]) {
    assert.ok(isNearStart(typed, "customer"), typed);
  }
  for (const typed of ["cstmer", "kastomer", "csutmoer"]) assert.ok(!isNearStart(typed, "customer"), typed);
});
