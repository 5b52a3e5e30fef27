import type { Metadata } from "next";
import { Missing } from "@/components/frame/refused";

export const metadata: Metadata = { title: "Nothing here" };

export default Missing;
