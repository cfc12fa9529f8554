#!/bin/sh
# Descends into a long valley, with the learning rate $1 and the momentum $2; prints how high it still is after each epoch of five steps.
exec awk -v rate="$1" -v momentum="$2" 'BEGIN {
    x = 3; y = 2
    for (epoch = 1; epoch <= 12; epoch++) {
        for (step = 0; step < 5; step++) {
            u = momentum * u - rate * x; v = momentum * v - rate * 25 * y
            x += u; y += v
        }
        printf "{\"epoch\": %d, \"height\": %.9g}\n", epoch, (x * x + 25 * y * y) / 2
        fflush()
    }
}'
