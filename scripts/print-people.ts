import { people } from "@/lib/standins/example/people";

const width = Math.max(...people.map((person) => person.email.length));
console.log("Sign in as:");
for (const { name, title, email, password } of people)
  console.log(`  ${email.padEnd(width)}  ${password.padEnd(12)}  ${name}, ${title}`);
