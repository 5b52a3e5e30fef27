import { Forbidden } from "@/components/frame/refused";

export default Forbidden;
