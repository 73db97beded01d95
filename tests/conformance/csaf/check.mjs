// One document from standard input against the strict schema and every mandatory test of CSAF 2.0; what is wrong is written as JSON.
import {readFileSync} from "node:fs";
import validateStrict from "@secvisogram/csaf-validator-lib/validateStrict.js";
import * as schema from "@secvisogram/csaf-validator-lib/schemaTests.js";
import * as mandatory from "@secvisogram/csaf-validator-lib/mandatoryTests.js";
const doc = JSON.parse(readFileSync(0, "utf8"));
const tests = [schema.csaf_2_0_strict, ...Object.values(mandatory)];
const result = await validateStrict(tests, doc);
const wrong = result.tests.filter((one) => !one.isValid).map((one) => ({name: one.name, errors: one.errors}));
process.stdout.write(JSON.stringify({ran: result.tests.length, isValid: result.isValid, wrong}));
