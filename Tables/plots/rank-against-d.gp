# Written by attn-audit tables. 'gnuplot rank-against-d.gp' draws ../rank-against-d.svg from rank-against-d.dat.
set terminal svg size 860,480 font "Arial,15" background rgb "white"
set output "../rank-against-d.svg"
set encoding utf8
blue = 0x0072B2; red = 0xD55E00; green = 0x009E73; purple = 0xCC79A7; orange = 0xE69F00; grey = 0x707070
set border 3 linecolor rgb 0x404040
set tics nomirror textcolor rgb 0x404040
set grid linecolor rgb 0xE0E0E0 linewidth 1
set key off
set title "Columns of U₁ and U₂ for degree g = 9 (s = 4, ε = 1e-3)" font ",17"
set xlabel "head dimension d"
set ylabel "rank"
set logscale y 10
set format y "10^{%T}"
set xrange [1:64]
set rmargin 22
plot "rank-against-d.dat" using 1:3 with lines linewidth 3 linecolor rgb red, \
  "" using 1:2 with lines linewidth 3 linecolor rgb blue
