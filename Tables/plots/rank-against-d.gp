# Written by attn-audit tables. 'gnuplot rank-against-d.gp' draws ../rank-against-d.svg from rank-against-d.dat.
set terminal svg size 860,480 font "Arial,15" background rgb "white"
set output "../rank-against-d.svg"
set encoding utf8
blue = 0x0072B2; red = 0xD55E00; green = 0x009E73; orange = 0xE69F00; grey = 0x707070
set border 3 linecolor rgb 0x808080
set tics nomirror scale 0.5 textcolor rgb 0x404040
set grid linecolor rgb 0xE4E4E4 linetype 1 linewidth 1
set key off
set label 100 "{/:Bold Columns of U₁ and U₂ for degree 9 (s = 4, ε = 10^{−3})}" at screen 0.02, screen 0.96 left font ",17"
rank = 97082021465.0
printed = 47592193263312843135705.0
tokens = 131072
set tmargin 3
set bmargin 3.5
set rmargin 24
set xlabel "head dimension d"
set ylabel "rank" offset 1,0
set logscale x 2
set logscale y 10
set format y "10^{%T}"
set xtics (1, 2, 4, 8, 16, 32, 64)
set ytics 100, 1000
unset mytics
set xrange [1:65]
set yrange [1:*]
set arrow from 1, tokens to 65, tokens nohead linecolor rgb grey linewidth 1.5 dashtype 2
set label "131 072 tokens: above,\nmore columns than tokens" at 64, tokens left offset 1.5,0 \
  textcolor rgb grey
set label "printed\nC(2(g + d), 2g)" at 64, printed left offset 1.5,0 textcolor rgb red
set label "{/:Bold needed}\nC(g + d, d)" at 64, rank left offset 1.5,0 textcolor rgb blue
isPower(d) = log(d)/log(2) == int(log(d)/log(2))
plot "rank-against-d.dat" using 1:3 with lines linewidth 3 linecolor rgb red, \
  "" using 1:2 with lines linewidth 3 linecolor rgb blue, \
  "" using 1:(isPower($1) ? $3 : NaN) with points pointtype 5 linecolor rgb red, \
  "" using 1:(isPower($1) ? $2 : NaN) with points pointtype 7 linecolor rgb blue
