import {
  ArrowRightToLine,
  Box,
  Columns2,
  Cpu,
  Database,
  Equal,
  Gauge,
  GitCommitHorizontal,
  GitCompare,
  Inbox,
  Layers,
  LayoutGrid,
  ListChecks,
  type LucideIcon,
  Moon,
  ScrollText,
  Settings2,
  Shield,
  Wallet,
  Waypoints,
} from "lucide-react";

const icons = {
  fleet: LayoutGrid,
  applications: Box,
  environments: Layers,
  compare: Columns2,
  parity: Equal,
  promotions: ArrowRightToLine,
  inbox: Inbox,
  drift: GitCompare,
  rollouts: GitCommitHorizontal,
  resources: Cpu,
  cost: Wallet,
  schedules: Moon,
  network: Waypoints,
  security: Shield,
  data: Database,
  objectives: Gauge,
  audit: ScrollText,
  settings: Settings2,
  start: ListChecks,
} satisfies Record<string, LucideIcon>;

/** Names, so that a server layout can hand the rail over to the browser. */
export type NavIconName = keyof typeof icons;

export function NavIcon({ name }: { name: NavIconName }) {
  const Icon = icons[name];
  return <Icon aria-hidden />;
}
