"""One suite that every target passes: what each trouble leads to, from the first try to the end, as the product's own services
make of it. The servers are in this process; nothing of the stack is started."""
