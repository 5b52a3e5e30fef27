import { type ButtonLook, buttonLook } from "./button-look";
import { cn } from "./class-names";
import { Link, type LinkProps } from "./link";

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function LinkButton({ variant, size, wide, className, ...rest }: LinkProps & ButtonLook) {
  return <Link {...rest} className={cn(buttonLook({ variant, size, wide }), className)} />;
}
