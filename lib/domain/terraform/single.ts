import type { Json } from "../json";
import type { ParityFinding } from "../parity/finding";
import type { Place } from "../problem";
import { shownValue, type TerraformEnvironment } from "./environment";
import type { EnvironmentWords } from "./layout";
import { isComputed, type Setting } from "./value";
import { environmentsIn } from "./words";

/** What the fleet's files say about an environment, for Terraform to keep to. */
export type DeclaredEnvironment = {
  name: string;
  production: boolean;
  words: readonly string[];
  clusters: readonly { name: string; region: string | null; zones: readonly string[]; place: Place | null }[];
  pools: readonly { key: "instance_type" | "min_nodes" | "max_nodes"; value: Json; place: Place }[];
};

/** What is wrong in one environment by itself. */
export function checkOne(
  one: TerraformEnvironment,
  declared: DeclaredEnvironment,
  all: readonly EnvironmentWords[],
): ParityFinding[] {
  const found = (
    check: string,
    severity: ParityFinding["severity"],
    subject: string,
    cause: string,
    fix: string,
    places: readonly (Place | null | undefined)[],
    group: ParityFinding["group"] = "infrastructure",
  ): ParityFinding => ({
    check: `terraform.${check}`,
    group,
    severity,
    environments: [declared.name],
    subject,
    cause,
    fix,
    places: places.filter((place) => place !== null && place !== undefined),
  });
  const others = (text: string): string[] =>
    environmentsIn(text, all).includes(declared.name) ? [] : environmentsIn(text, all);

  const unset = [...one.variables].flatMap(([name, { required, place }]) =>
    required && !one.inputs.has(name)
      ? [
          found(
            "input-unset",
            "error",
            `var.${name}`,
            `no file sets it and it has no default (TF_VAR_${name} and -var are not known to files)`,
            `Set ${name} in ${one.folder}/terraform.tfvars`,
            [place],
            "configuration",
          ),
        ]
      : [],
  );

  const backend = [...(one.backend?.leaves ?? [])].flatMap(([key, { value, place }]) => {
    const [other] =
      typeof value === "string" && /key|prefix|bucket|path|container|workspace|name/.test(key)
        ? others(value)
        : [];
    return other === undefined
      ? []
      : [
          found(
            "backend-name",
            "error",
            `backend ${one.backend?.type}`,
            `the state of ${declared.name} lies under a name of ${other}: ${key} = ${shownValue(value)}`,
            `Give ${declared.name} a ${key} of its own`,
            [place],
          ),
        ];
  });

  const secrets = [...one.inputs].flatMap(([key, { value, place }]) =>
    isSecret(key, value)
      ? [
          found(
            "secret",
            "error",
            `var.${key}`,
            "a secret stands in the file as plain text",
            "Change the secret, and read it from the secret store",
            [place],
            "security baseline",
          ),
        ]
      : [],
  );

  return [
    ...unset,
    ...backend,
    ...secrets,
    ...zones(),
    ...regions(),
    ...pools(),
    ...clusterNames(),
    ...tags(),
    ...branches(),
  ];

  /** Every node group and network names its zones; production needs two of them. */
  function zones(): ParityFinding[] {
    if (!declared.production) return [];
    const known = new Map<string, Setting>();
    for (const thing of one.things)
      for (const [path, setting] of thing.leaves)
        if (
          /(^|[._])(availability_)?zones$|^node_locations$|^azs$/.test(path) &&
          Array.isArray(setting.value) &&
          !setting.value.some(isComputed)
        )
          known.set(`${setting.place.file}:${setting.place.line}`, setting);
    return [...known.values()].flatMap(({ value, place }) => {
      const count = new Set(Array.isArray(value) ? value.map(String) : []).size;
      return count >= 2
        ? []
        : [
            found(
              "zones",
              "error",
              "zones",
              `production runs in ${count === 1 ? "one zone" : "no zone that is named"} (${shownValue(value)}): when it fails, everything stops`,
              "Name at least two zones",
              [place],
            ),
          ];
    });
  }

  function regions(): ParityFinding[] {
    const wanted = new Set(declared.clusters.flatMap(({ region }) => region ?? []));
    if (wanted.size === 0) return [];
    return [...one.provided].flatMap(([name, leaves]) => {
      const region = leaves.get("region") ?? leaves.get("location");
      if (!region || typeof region.value !== "string" || isComputed(region.value) || wanted.has(region.value))
        return [];
      const place = declared.clusters.find((cluster) => cluster.region !== null)?.place;
      return [
        found(
          "region",
          "error",
          `provider ${name}`,
          `it works in ${region.value}, and the fleet declares ${[...wanted].join(", ")} for ${declared.name}`,
          "Write the same region in both",
          [region.place, place],
        ),
      ];
    });
  }

  /** Node groups against the fleet's node_pool: type, and both ends of the size. */
  function pools(): ParityFinding[] {
    const groups = one.things.filter(
      ({ type }) => /node_group$|node_pool$/.test(type) || type === "aws_autoscaling_group",
    );
    return groups.flatMap((group) =>
      declared.pools.flatMap(({ key, value, place }) => {
        const own = [...group.leaves].find(([path]) => poolKeys[key].test(path))?.[1];
        if (
          own === undefined ||
          isComputed(own.value) ||
          (Array.isArray(own.value) && own.value.some(isComputed))
        )
          return [];
        const same = Array.isArray(own.value)
          ? own.value.map(String).includes(String(value))
          : String(own.value) === String(value);
        return same
          ? []
          : [
              found(
                "node-pool",
                "error",
                `${group.address}.${key}`,
                `Terraform makes ${shownValue(own.value)}, and the fleet declares ${shownValue(value)}`,
                `Write the same ${key} in both`,
                [own.place, place],
              ),
            ];
      }),
    );
  }

  function clusterNames(): ParityFinding[] {
    const made = one.things
      .filter(({ type }) =>
        /^(aws_eks_cluster|google_container_cluster|azurerm_kubernetes_cluster)$/.test(type),
      )
      .flatMap(({ leaves }) => leaves.get("name") ?? [])
      .filter(({ value }) => typeof value === "string" && !isComputed(value));
    if (made.length === 0) return [];
    const names = new Set(made.map(({ value }) => String(value)));
    return declared.clusters.flatMap(({ name, place }) => {
      const alike = [...names].some((own) => own === name);
      return alike
        ? []
        : [
            found(
              "cluster-name",
              "warning",
              name,
              `the fleet runs ${declared.name} on ${name}, and Terraform makes ${[...names].join(", ")}`,
              "Use one name, so that both mean the same cluster",
              [place, made[0]?.place],
            ),
          ];
    });
  }

  /** Everything that takes tags should say whose environment and whose cost it is. */
  function tags(): ParityFinding[] {
    const findings = new Map<string, ParityFinding>();
    for (const thing of one.things.filter(({ type }) => type !== "module")) {
      const keys = [...thing.leaves].filter(([path]) =>
        /^(tags|labels|resource_labels|default_tags\.tags)\./.test(path),
      );
      if (keys.length === 0) continue;
      const environment = keys.find(([path]) => /\.(env|environment|stage)$/i.test(path))?.[1];
      const owner = keys.find(([path]) => /\.(owner|team|cost[-_]?cent(er|re)|cost[-_]?owner)$/i.test(path));
      const [, { place }] = keys[0] ?? ["", { place: thing.place }];
      const [other] = environment && typeof environment.value === "string" ? others(environment.value) : [];
      const add = (finding: ParityFinding) =>
        findings.set(`${finding.check}${JSON.stringify(finding.places[0])}`, finding);
      if (other !== undefined && environment)
        add(
          found(
            "tags",
            "error",
            thing.address,
            `its tag names ${other}: ${shownValue(environment.value)}`,
            `Tag it with ${declared.name}`,
            [environment.place],
            "configuration",
          ),
        );
      if (environment === undefined || owner === undefined)
        add(
          found(
            "tags",
            "warning",
            thing.address,
            `its tags name no ${environment === undefined ? "environment" : "owner of the cost"}`,
            "Add the tag, so that its cost finds its owner",
            [place],
            "configuration",
          ),
        );
    }
    return [...findings.values()];
  }

  /** Code that asks for the environment's name is another code in every environment. */
  function branches(): ParityFinding[] {
    const asked = /(var\.env(ironment)?|local\.env(ironment)?|terraform\.workspace)\s*[=!]=/;
    return one.things.flatMap((thing) =>
      [...thing.leaves].flatMap(([path, { value, place }]) =>
        typeof value === "string" && asked.test(value)
          ? [
              found(
                "branch",
                "info",
                `${thing.address}.${path}`,
                "it asks for the environment's name, so every environment runs other code",
                "Make it a variable that each environment sets",
                [place],
              ),
            ]
          : [],
      ),
    );
  }
}

const poolKeys = {
  instance_type: /(^|\.)(instance_types?|machine_type|vm_size)$/,
  min_nodes: /(^|\.)(min_size|min_node_count|min_count|total_min_node_count)$/,
  max_nodes: /(^|\.)(max_size|max_node_count|max_count|total_max_node_count)$/,
} as const;

const secretName =
  /(^|[_-])(password|passwd|secret|token|api_?key|private_?key|credentials?|access_key)([_-]?(value|base64))?$/i;
/** A name of something secret with a value that is no reference to where it is kept. */
export const isSecret = (key: string, value: Json): boolean =>
  secretName.test(key.replaceAll(/([a-z\d])([A-Z])/g, "$1_$2")) &&
  typeof value === "string" &&
  value !== "" &&
  !isComputed(value) &&
  !/^(arn:|projects\/|vault:|https?:\/\/|\/|ssm:|sm:)/.test(value);
